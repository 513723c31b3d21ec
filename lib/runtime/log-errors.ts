import 'server-only'
import { log } from './log'

/** Logs why a page or a route failed, with the reference that its reader sees. */
export function logRequestError(error: unknown, route: string): void {
  log.error({ reference: digestOf(error), route, err: error }, 'a page or a route failed')
}

/** Turns what Next and packages print to the console into log lines, without the query and parameters in an error. */
export function logConsole(): void {
  const levels = { error: 'error', warn: 'warn', log: 'info', info: 'info' } as const
  for (const [method, level] of Object.entries(levels))
    Object.assign(console, {
      [method]: (...printed: unknown[]) => {
        const error = printed.find((part) => part instanceof Error)
        // Next also passes it to `onRequestError`, which knows its route.
        if (digestOf(error) !== undefined) return
        log[level]({ err: error }, printed.filter((part) => typeof part === 'string').join(' '))
      },
    })
}

/** The short hash that Next shows instead of an error. */
function digestOf(error: unknown): string | undefined {
  return error instanceof Error && 'digest' in error ? String(error.digest) : undefined
}
