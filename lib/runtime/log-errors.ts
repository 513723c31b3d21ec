import 'server-only'
import { log } from './log'

/** Logs why a page or a route failed, with the reference that its reader sees. */
export function logRequestError(error: unknown, route: string): void {
  log.error({ reference: digestOf(error), route, err: error }, 'a page could not be shown')
}

/** What Next and the packages print is a line of the log, too, and no error's query and parameters are printed with it. */
export function logWhatIsPrinted(): void {
  const levels = { error: 'error', warn: 'warn', log: 'info', info: 'info' } as const
  for (const [method, level] of Object.entries(levels))
    Object.assign(console, {
      [method]: (...printed: unknown[]) => {
        const error = printed.find((part) => part instanceof Error)
        // Next prints what it also tells `onRequestError`, which knows more of it.
        if (digestOf(error) !== undefined) return
        log[level]({ err: error }, printed.filter((part) => typeof part === 'string').join(' '))
      },
    })
}

/** The short hash that Next shows in the place of an error. */
function digestOf(error: unknown): string | undefined {
  return error instanceof Error && 'digest' in error ? String(error.digest) : undefined
}
