import type { Registry } from '@/lib/accounts/registry'
import type { PortalErrorCode } from '@/lib/errors'
import type { Repository } from '@/lib/repositories/model'

/** Why the last reading of a registry failed. Times are milliseconds since 1970. */
export type ReadFailure = { code: PortalErrorCode | 'unexpected'; message: string; at: number }

/**
 * What the portal knows of one registry. `readAt` is the age of `repositories`, undefined while nothing has ever been
 * read; a failed registry keeps its last good copy, so an empty list with a `readAt` really is an empty registry.
 */
export type RegistryCopy = {
  registry: Registry
  repositories: readonly Repository[]
  readAt: number | undefined
  reading: boolean
  failure: ReadFailure | undefined
}
