import { describe, expect, it } from 'vitest'
import { openPace, PACES, TooOften } from './rate-limit'

const START = Date.parse('2026-11-26T10:00:00Z')
const at = (ms: number) => new Date(START + ms)

/** How many of so many tries, all at this moment, were let through. */
function allowed(keepPace: ReturnType<typeof openPace>, person: string, now: Date, tries: number): number {
  return Array.from({ length: tries }).filter(() => {
    try {
      keepPace(person, now)
      return true
    } catch (error) {
      expect(error).toBeInstanceOf(TooOften)
      return false
    }
  }).length
}

describe('the pace of one person', () => {
  it('lets so many through at once, and then one each time so long has passed', () => {
    const keepPace = openPace({ atOnce: 5, everyMs: 1000 })
    expect(allowed(keepPace, 'a', at(0), 20)).toBe(5)
    expect(allowed(keepPace, 'a', at(999), 20)).toBe(0)
    expect(allowed(keepPace, 'a', at(1000), 20)).toBe(1)
    expect(allowed(keepPace, 'a', at(4000), 20)).toBe(3)
    expect(allowed(keepPace, 'a', at(60_000), 20)).toBe(5)
  })

  it('is nobody else’s', () => {
    const keepPace = openPace({ atOnce: 2, everyMs: 1000 })
    expect(allowed(keepPace, 'a', at(0), 9)).toBe(2)
    expect(allowed(keepPace, 'b', at(0), 9)).toBe(2)
  })

  it('says when to try again, and that is when it works', () => {
    const keepPace = openPace({ atOnce: 1, everyMs: 2500 })
    keepPace('a', at(0))
    expect(() => keepPace('a', at(100))).toThrow('nothing was changed. Try again in 3 seconds.')
    expect(() => keepPace('a', at(2000))).toThrow('Try again in a second.')
    keepPace('a', at(100 + 3000))
  })

  it('is not lengthened by trying', () => {
    const keepPace = openPace({ atOnce: 1, everyMs: 1000 })
    keepPace('a', at(0))
    expect(allowed(keepPace, 'a', at(500), 1000)).toBe(0)
    expect(allowed(keepPace, 'a', at(1000), 1)).toBe(1)
  })

  it('does not wait for a clock that was set back', () => {
    const keepPace = openPace({ atOnce: 2, everyMs: 1000 })
    expect(allowed(keepPace, 'a', at(3_600_000), 9)).toBe(2)
    expect(allowed(keepPace, 'a', at(0), 9)).toBe(0)
    expect(allowed(keepPace, 'a', at(1000), 9)).toBe(1)
  })

  it('remembers no more people than it may, and forgets who was idle longest', () => {
    const keepPace = openPace({ atOnce: 1, everyMs: 3_600_000 }, 2)
    for (const person of ['a', 'b']) keepPace(person, at(0))
    expect(allowed(keepPace, 'a', at(1), 1)).toBe(0)
    keepPace('c', at(2))
    expect(allowed(keepPace, 'a', at(3), 1)).toBe(0)
    expect(allowed(keepPace, 'b', at(3), 1)).toBe(1)
  })
})

it('nobody who works by hand meets the portal’s paces', () => {
  const keepPace = openPace(PACES.calls)
  const twoHoursOfTwoCallsASecond = Array.from({ length: 14_400 }, (_, index) => at(index * 500))
  for (const now of twoHoursOfTwoCallsASecond) keepPace('a', now)
  expect(allowed(keepPace, 'b', at(0), 100)).toBe(100)
})
