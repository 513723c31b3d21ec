import 'server-only'
import pino from 'pino'
import { requestId } from './request-id'
import { describeError } from './serialize-error'

/**
 * Structured logs on standard error, each line with the id of the request that it belongs to. Headers, cookies and
 * credentials are never passed to it, and no query's parameters.
 */
export const log = pino(
  {
    level: 'info',
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    mixin: () => ({ requestId: requestId() }),
    serializers: { err: describeError },
  },
  pino.destination(2),
)

/** Work that must not keep anybody from what they came for: its failure is logged, and it answers nothing. */
export async function logFailure<T>(work: Promise<T>, what: string): Promise<T | undefined> {
  try {
    return await work
  } catch (error) {
    log.error({ err: error }, what)
    return undefined
  }
}
