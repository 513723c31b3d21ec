import type { Registry } from '@/lib/accounts/registry'
import type { ReadFailure } from '@/lib/errors/read-failure'

/**
 * How much the portal knows about one registry. `repositories` counts the searchable ones. A registry that fails keeps
 * its last good copy, whose age is `readAt`; without `readAt` it was never read completely, and only the pages received
 * so far are listed.
 */
export type RegistryStatus = {
  registry: Registry
  repositories: number
  readAt?: number
  /** Set while it is being read. For a reading by another process the progress is unknown. */
  reading?: { pages: number; repositories: number } | 'elsewhere'
  failure?: ReadFailure
}

/** For all registries together. `asOf` is the age of the oldest copy: nothing listed is older. */
export type Freshness = { asOf?: number; isBeingRead: boolean }

export function freshnessOf(statuses: readonly RegistryStatus[]): Freshness {
  const times = statuses.flatMap(({ readAt }) => readAt ?? [])
  return {
    ...(times.length > 0 && { asOf: Math.min(...times) }),
    isBeingRead: statuses.some(({ reading }) => reading !== undefined),
  }
}

export type RegistryState =
  | 'fresh'
  | 'stale'
  | 'unread'
  | 'incomplete'
  | 'denied'
  | 'throttled'
  | 'unreachable'
  | 'failed'

/** Every registry is read again within ten minutes; a much older copy means that something prevents it. */
const STALE_AFTER_MS = 15 * 60_000

export function stateOf(status: RegistryStatus, now: number): RegistryState {
  const { failure, readAt, repositories } = status
  if (failure) return readAt === undefined && repositories > 0 ? 'incomplete' : failureState(failure)
  if (readAt === undefined) return repositories > 0 ? 'incomplete' : 'unread'
  return now - readAt > STALE_AFTER_MS ? 'stale' : 'fresh'
}

function failureState({ code }: ReadFailure): RegistryState {
  switch (code) {
    case 'aws-denied':
      return 'denied'
    case 'throttled':
      return 'throttled'
    case 'aws-unavailable':
      return 'unreachable'
    default:
      return 'failed'
  }
}
