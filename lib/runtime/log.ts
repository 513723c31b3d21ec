import 'server-only'
import pino from 'pino'
import { requestId } from './request-id'
import { serializeError } from './serialize-error'

/**
 * Structured logs on standard error, each line with the id of its request. Headers, cookies, credentials and the parameters
 * of queries are never passed to it.
 */
export const log = pino(
  {
    level: 'info',
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    mixin: () => ({ requestId: requestId() }),
    serializers: { err: serializeError },
  },
  pino.destination(2),
)

/** For work whose failure must not stop the caller: it is logged, and the result is undefined. */
export async function logFailure<T>(work: Promise<T>, what: string): Promise<T | undefined> {
  try {
    return await work
  } catch (error) {
    log.error({ err: error }, what)
    return undefined
  }
}
