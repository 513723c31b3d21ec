import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { nameAt, type RegistryIndex, repositoryAt, rowOf, sameNameElsewhere, scan } from './registry-index'
import { indexOf, namesIn, repository } from './test-inventory'

const OREGON = { account: '111111111111', region: 'us-west-2' }
const FRANKFURT = { account: '111111111111', region: 'eu-central-1' }

function indexNames(names: readonly string[]): RegistryIndex {
  return indexOf(
    OREGON,
    names.map((name) => repository(OREGON, name)),
  )
}

/** Few characters, so that parts stand in many names, and names begin alike. Up to seven blocks of rows. */
const Name = fc
  .tuple(
    fc.constantFrom('', 'a', 'ab/', 'cwp/log-', 'cwp/log-service-of-the-'),
    fc.string({ unit: fc.constantFrom('a', 'b', 'c', '/', '-', 'é', '😀'), minLength: 1, maxLength: 6 }),
  )
  .map(([start, rest]) => start + rest)
const Names = fc.uniqueArray(Name, { minLength: 1, maxLength: 400, size: 'max' })
const Search = Names.chain((names) => {
  const joined = [...names].sort().join(' ')
  const piece = fc
    .tuple(fc.nat(joined.length - 1), fc.integer({ min: 1, max: 12 }))
    .map(([at, length]) => joined.slice(at, at + length))
  const typed = fc.string({ unit: fc.constantFrom('a', 'b', 'c', '/', '-'), minLength: 1, maxLength: 5 })
  return fc.record({ names: fc.constant(names), part: fc.oneof(piece, typed) })
})

type Place = { name: string; at: number }

function placesBy(index: RegistryIndex, part: string, isEnough: boolean): Place[] {
  const places: Place[] = []
  scan(index, part, (row, start, place) => {
    places.push({ name: nameAt(index, row), at: place - start })
    return isEnough
  })
  return places
}

function naivePlaces(names: readonly string[], part: string): Place[] {
  return [...names].sort().flatMap((name) => {
    const places: Place[] = []
    for (let at = name.indexOf(part); at >= 0; at = name.indexOf(part, at + 1)) places.push({ name, at })
    return places
  })
}

describe('scanning the names', () => {
  it('finds exactly what checking each name finds', () => {
    fc.assert(
      fc.property(Search, ({ names, part }) => {
        expect(placesBy(indexNames(names), part, false)).toEqual(naivePlaces(names, part))
      }),
    )
  })

  it('finds each row once when the first place is enough', () => {
    fc.assert(
      fc.property(Search, ({ names, part }) => {
        const first = naivePlaces(names, part).filter(({ name, at }) => at === name.indexOf(part))
        expect(placesBy(indexNames(names), part, true)).toEqual(first)
      }),
    )
  })

  it('finds a part in the first and in the last row of every block', () => {
    const names = Array.from({ length: 1000 }, (_, at) => `name-${String(at).padStart(4, '0')}-end`)
    const index = indexNames(names)
    for (const name of names) expect(placesBy(index, name, false)).toEqual([{ name, at: 0 }])
    expect(placesBy(index, '-end', true)).toHaveLength(1000)
  })

  it.each(['one two', ' ', 'e t', ''])('finds “%s” nowhere, for no name holds it', (part) => {
    expect(placesBy(indexNames(['one', 'two']), part, false)).toEqual([])
  })

  it('finds nothing in a registry without repositories', () => {
    expect(placesBy(indexNames([]), 'a', false)).toEqual([])
  })
})

describe('the index of a registry', () => {
  it('knows the row of each of its names, and of no other', () => {
    fc.assert(
      fc.property(Names, Name, (names, other) => {
        const index = indexNames(names)
        const sorted = [...names].sort()
        expect(namesIn(index)).toEqual(sorted)
        for (const [row, name] of sorted.entries()) expect(rowOf(index, name)).toBe(row)
        expect(rowOf(index, other)).toBe(names.includes(other) ? sorted.indexOf(other) : undefined)
      }),
      { numRuns: 30 },
    )
  })

  it('has no row beyond its last', () => {
    expect(() => repositoryAt(indexNames([]), 0)).toThrow('there is no row 0')
  })

  it('finds repositories of the same name in other registries only', () => {
    const oregon = indexOf(OREGON, [repository(OREGON, 'cwp/log'), repository(OREGON, 'only')])
    const frankfurt = indexOf(FRANKFURT, [repository(FRANKFURT, 'cwp/log'), repository(FRANKFURT, 'cwp/lo')])
    const both = [oregon, frankfurt]
    expect(sameNameElsewhere(both, { ...OREGON, name: 'cwp/log' })).toEqual([
      repository(FRANKFURT, 'cwp/log'),
    ])
    expect(sameNameElsewhere(both, { ...OREGON, name: 'only' })).toEqual([])
  })
})
