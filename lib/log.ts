import 'server-only'
import pino from 'pino'

/** Structured logs on standard error. Headers, cookies and credentials are never passed to it. */
export const log = pino(
  { level: 'info', base: undefined, timestamp: pino.stdTimeFunctions.isoTime },
  pino.destination(2),
)
