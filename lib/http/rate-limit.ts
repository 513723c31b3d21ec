import { PortalError } from '@/lib/errors/portal-error'

/** So many at once, and after that one more each time so long has passed. */
type Pace = { atOnce: number; everyMs: number }

/**
 * How often one person may have something done. Nobody who works by hand comes near: creating in every registry is one
 * call, checking every registry is one for each. They keep a script that runs away, or a stolen session, slow.
 */
export const PACES = {
  /** What forms call: every change, and the questions that go with them. */
  calls: { atOnce: 120, everyMs: 500 },
  /** What has AWS asked anew: reading all registries, checking one. */
  refreshes: { atOnce: 60, everyMs: 2000 },
} as const satisfies Record<string, Pace>

const MOST_PEOPLE = 10_000

/** Somebody did too much in a short time. Nothing was done. */
export class TooOften extends PortalError {
  constructor(readonly retryAfterSeconds: number) {
    super(
      'throttled',
      `You’ve done that too many times in a row, so nothing was changed. Try again in ${retryAfterSeconds === 1 ? 'a second' : `${retryAfterSeconds} seconds`}.`,
    )
  }
}

type KeepPace = (person: string, now: Date) => void

/**
 * Counts what each person does and throws `TooOften` at what is beyond the pace. It counts in memory, so each process of
 * the portal allows as much again; of everybody it keeps one number, and of 10,000 people at most.
 */
export function openPace({ atOnce, everyMs }: Pace, mostPeople = MOST_PEOPLE): KeepPace {
  /** When each person may do everything at once again; who tried something last comes last. */
  const restedAt = new Map<string, number>()
  const wholeMs = atOnce * everyMs
  return (person, now) => {
    const at = now.getTime()
    // A clock that was set back must not keep anybody waiting for it.
    const rested = Math.min(Math.max(restedAt.get(person) ?? at, at), at + wholeMs)
    const waitMs = rested + everyMs - wholeMs - at
    restedAt.delete(person)
    restedAt.set(person, waitMs > 0 ? rested : rested + everyMs)
    if (waitMs > 0) throw new TooOften(Math.ceil(waitMs / 1000))
    const longestIdle = restedAt.keys().next().value
    if (restedAt.size > mostPeople && longestIdle !== undefined) restedAt.delete(longestIdle)
  }
}
