import 'server-only'
import pino from 'pino'

/** Structured logs on standard error. Headers, cookies and credentials are never passed to it. */
export const log = pino(
  { level: 'info', base: undefined, timestamp: pino.stdTimeFunctions.isoTime },
  pino.destination(2),
)

/** Work that must not keep anybody from what they came for: its failure is logged, and it answers nothing. */
export async function orLogged<T>(work: Promise<T>, what: string): Promise<T | undefined> {
  try {
    return await work
  } catch (error) {
    log.error({ err: error }, what)
    return undefined
  }
}
