import 'server-only'
import pino from 'pino'
import { fromQuery } from '@/lib/db/failure'

/** Structured logs on standard error. Headers, cookies and credentials are never passed to it, and no query's parameters. */
export const log = pino(
  {
    level: 'info',
    base: undefined,
    timestamp: pino.stdTimeFunctions.isoTime,
    serializers: { err: describe },
  },
  pino.destination(2),
)

function describe(error: unknown): unknown {
  const own = fromQuery(error)
  return own instanceof Error ? pino.stdSerializers.err(own) : own
}

/** Work that must not keep anybody from what they came for: its failure is logged, and it answers nothing. */
export async function orLogged<T>(work: Promise<T>, what: string): Promise<T | undefined> {
  try {
    return await work
  } catch (error) {
    log.error({ err: error }, what)
    return undefined
  }
}
