import { describe, expect, it } from 'vitest'
import { RATE_LIMITS, RateLimited, rateLimiter } from './rate-limit'

const START = Date.parse('2026-11-26T10:00:00Z')
const at = (ms: number) => new Date(START + ms)

/** How many of so many tries, all at this moment, were let through. */
function allowed(
  limitRate: ReturnType<typeof rateLimiter>,
  person: string,
  now: Date,
  tries: number,
): number {
  return Array.from({ length: tries }).filter(() => {
    try {
      limitRate(person, now)
      return true
    } catch (error) {
      expect(error).toBeInstanceOf(RateLimited)
      return false
    }
  }).length
}

describe('the rate limit of one person', () => {
  it('allows a burst, and then one call per interval', () => {
    const limitRate = rateLimiter({ burst: 5, everyMs: 1000 })
    expect(allowed(limitRate, 'a', at(0), 20)).toBe(5)
    expect(allowed(limitRate, 'a', at(999), 20)).toBe(0)
    expect(allowed(limitRate, 'a', at(1000), 20)).toBe(1)
    expect(allowed(limitRate, 'a', at(4000), 20)).toBe(3)
    expect(allowed(limitRate, 'a', at(60_000), 20)).toBe(5)
  })

  it('does not count what others do', () => {
    const limitRate = rateLimiter({ burst: 2, everyMs: 1000 })
    expect(allowed(limitRate, 'a', at(0), 9)).toBe(2)
    expect(allowed(limitRate, 'b', at(0), 9)).toBe(2)
  })

  it('says when to try again, and that is when it works', () => {
    const limitRate = rateLimiter({ burst: 1, everyMs: 2500 })
    limitRate('a', at(0))
    expect(() => limitRate('a', at(100))).toThrow('nothing was changed. Try again in 3 seconds.')
    expect(() => limitRate('a', at(2000))).toThrow('Try again in a second.')
    limitRate('a', at(100 + 3000))
  })

  it('isn’t extended by trying again', () => {
    const limitRate = rateLimiter({ burst: 1, everyMs: 1000 })
    limitRate('a', at(0))
    expect(allowed(limitRate, 'a', at(500), 1000)).toBe(0)
    expect(allowed(limitRate, 'a', at(1000), 1)).toBe(1)
  })

  it('does not wait for a clock that was set back', () => {
    const limitRate = rateLimiter({ burst: 2, everyMs: 1000 })
    expect(allowed(limitRate, 'a', at(3_600_000), 9)).toBe(2)
    expect(allowed(limitRate, 'a', at(0), 9)).toBe(0)
    expect(allowed(limitRate, 'a', at(1000), 9)).toBe(1)
  })

  it('remembers a limited number of people, and forgets whoever was idle longest', () => {
    const limitRate = rateLimiter({ burst: 1, everyMs: 3_600_000 }, 2)
    for (const person of ['a', 'b']) limitRate(person, at(0))
    expect(allowed(limitRate, 'a', at(1), 1)).toBe(0)
    limitRate('c', at(2))
    expect(allowed(limitRate, 'a', at(3), 1)).toBe(0)
    expect(allowed(limitRate, 'b', at(3), 1)).toBe(1)
  })
})

it('nobody working by hand reaches the portal’s rate limits', () => {
  const limitRate = rateLimiter(RATE_LIMITS.calls)
  const twoHoursOfTwoCallsASecond = Array.from({ length: 14_400 }, (_, index) => at(index * 500))
  for (const now of twoHoursOfTwoCallsASecond) limitRate('a', now)
  expect(allowed(limitRate, 'b', at(0), 100)).toBe(100)
})
