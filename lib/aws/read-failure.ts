import 'server-only'
import type { Registry } from '@/lib/accounts/registry'
import { PortalError } from '@/lib/errors/portal-error'
import type { ReadFailure } from '@/lib/errors/read-failure'
import { log } from '@/lib/runtime/log'

/** A failure as people can see it; one that nobody expects is logged. `what` completes “Reading … failed”. */
export function readFailureOf(error: unknown, what: string, registry: Registry, at: number): ReadFailure {
  if (error instanceof PortalError) return { code: error.code, message: error.message, at }
  log.error({ err: error, registry }, `${what} could not be read`)
  return { code: 'unexpected', message: `Reading ${what} failed unexpectedly.`, at }
}
