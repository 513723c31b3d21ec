import { PortalError } from '@/lib/errors/portal-error'

/** A burst of calls at once, and then one more every `everyMs`. */
type RateLimit = { burst: number; everyMs: number }

/**
 * What one person can have done. Nobody working by hand comes near: creating a repository in every registry is one call,
 * checking every registry is one call each. The limits slow down a runaway script or a stolen session.
 */
export const RATE_LIMITS = {
  /** Calls of server actions: every change, and the questions that go with it. */
  calls: { burst: 120, everyMs: 500 },
  /** What makes new calls to AWS: reading all registries again, checking one. */
  refreshes: { burst: 60, everyMs: 2000 },
} as const satisfies Record<string, RateLimit>

const MOST_PEOPLE = 10_000

/** Somebody went over a rate limit. Nothing was done. */
export class RateLimited extends PortalError {
  constructor(readonly retryAfterSeconds: number) {
    super(
      'throttled',
      `You’ve done that too many times in a row, so nothing was changed. Try again in ${retryAfterSeconds === 1 ? 'a second' : `${retryAfterSeconds} seconds`}.`,
    )
  }
}

type LimitRate = (person: string, now: Date) => void

/**
 * Counts what each person does, and throws `RateLimited` above the limit. It counts in memory, so each process of the
 * portal has a limit of its own; it stores one number per person, for at most 10,000 people.
 */
export function rateLimiter({ burst, everyMs }: RateLimit, mostPeople = MOST_PEOPLE): LimitRate {
  /** When each person has their whole burst again, in the order in which they last tried something. */
  const fullAt = new Map<string, number>()
  const wholeMs = burst * everyMs
  return (person, now) => {
    const at = now.getTime()
    // A clock that was set back must not make anybody wait longer than a whole burst takes.
    const full = Math.min(Math.max(fullAt.get(person) ?? at, at), at + wholeMs)
    const waitMs = full + everyMs - wholeMs - at
    fullAt.delete(person)
    fullAt.set(person, waitMs > 0 ? full : full + everyMs)
    if (waitMs > 0) throw new RateLimited(Math.ceil(waitMs / 1000))
    const longestIdle = fullAt.keys().next().value
    if (fullAt.size > mostPeople && longestIdle !== undefined) fullAt.delete(longestIdle)
  }
}
