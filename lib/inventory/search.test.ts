import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Registry, registryKey } from '@/lib/accounts/registry'
import type { Repository } from '@/lib/repositories/model'
import { filterOf } from './filter'
import { parseQuery, type RepositoryQuery } from './query'
import { RegistryCopy } from './registry-copy'
import { type Matches, repositoriesOf, search, searchNear } from './search'
import { accounts, indexesOf, repository } from './test-inventory'

type Sort = RepositoryQuery['sort']

const REGISTRIES: Registry[] = indexesOf([]).map(({ registry }) => registry)

const Name = fc
  .tuple(
    fc.constantFrom('', 'cwp/', 'cwp/log-', 'hpid/'),
    fc.string({ unit: fc.constantFrom('a', 'b', '/', '-', '.'), minLength: 1, maxLength: 5 }),
  )
  .map(([start, rest]) => start + rest)
const Repositories = fc.uniqueArray(
  fc
    .record({
      registry: fc.constantFrom(...REGISTRIES.slice(0, 4)),
      name: Name,
      createdAt: fc.constantFrom(undefined, 0, 1, 2, 3),
      scanOnPush: fc.boolean(),
      mutability: fc.constantFrom('MUTABLE', 'IMMUTABLE'),
    })
    .map(({ registry, name, ...changes }) => repository(registry, name, changes)),
  { maxLength: 300, size: 'max', selector: (each) => `${registryKey(each)} ${each.name}` },
)
const Query = fc
  .record({
    words: fc.array(
      fc.string({ unit: fc.constantFrom('a', 'b', '/', '-', 'log', 'cwp'), minLength: 1, maxLength: 3 }),
      { maxLength: 3 },
    ),
    organisation: fc.constantFrom('', 'cwp', 'hpid'),
    scan: fc.constantFrom('', 'yes', 'no'),
    mutability: fc.constantFrom('', 'IMMUTABLE'),
    account: fc.constantFrom('', REGISTRIES[0]?.account ?? ''),
  })
  .map(({ words, ...rest }) => parseQuery({ q: words.join(' '), ...rest }))

/** 0 for the name itself, then its start, a segment's, a word's, and 4 for anywhere. */
function naiveRank(name: string, word: string): number {
  if (name === word) return 0
  if (name.startsWith(word)) return 1
  if (name.includes(`/${word}`)) return 2
  return ['.', '_', '-'].some((separator) => name.includes(separator + word)) ? 3 : 4
}

function naiveSearch(repositories: readonly Repository[], query: RepositoryQuery, sort: Sort): Repository[] {
  const words = query.q.split(' ').filter(Boolean)
  const rankOf = ({ name }: Repository) => Math.max(0, ...words.map((word) => naiveRank(name, word)))
  const keyOf = (each: Repository) =>
    ({ relevance: rankOf(each), name: 0, newest: -(each.createdAt ?? 0) })[sort]
  const placeOf = (each: Repository) =>
    REGISTRIES.findIndex((registry) => registryKey(registry) === registryKey(each))
  return repositories
    .filter(
      (each) =>
        words.every((word) => each.name.includes(word)) &&
        (query.organisation === undefined || each.name.startsWith(`${query.organisation}/`)) &&
        (query.scan === undefined || each.scanOnPush === (query.scan === 'yes')) &&
        (query.mutability === undefined || each.mutability === query.mutability) &&
        (query.account === undefined || each.account === query.account),
    )
    .sort(
      (a, b) =>
        keyOf(a) - keyOf(b) || Number(a.name > b.name) - Number(a.name < b.name) || placeOf(a) - placeOf(b),
    )
}

function placesOf(matches: Iterable<Repository>): string[] {
  return Array.from(matches, (each) => `${registryKey(each)} ${each.name}`)
}

function found(matches: Matches, sort: Sort): string[] {
  return placesOf(repositoriesOf(matches.inOrder(sort)))
}

describe('the search', () => {
  it('ranks the name itself, its start, a segment’s start, a word’s start, then anywhere', () => {
    const [registry] = REGISTRIES
    if (!registry) throw new Error('there are no sample registries')
    const names = ['cwp/catalog', 'cwp/log', 'hpid/my-log', 'log', 'logger']
    const indexes = indexesOf(names.map((name) => repository(registry, name)))
    const matches = search(indexes, filterOf(parseQuery({ q: 'log' }), accounts))
    expect(Array.from(matches.inOrder('relevance'), ({ name }) => name)).toEqual([
      'log',
      'logger',
      'cwp/log',
      'hpid/my-log',
      'cwp/catalog',
    ])
  })

  it.each<Sort>(['relevance', 'name', 'newest'])(
    'finds, counts and orders by %s as a look at each repository does',
    (sort) => {
      fc.assert(
        fc.property(Repositories, Query, (repositories, query) => {
          const matches = search(indexesOf(repositories), filterOf(query, accounts))
          const wanted = naiveSearch(repositories, query, sort)
          expect(found(matches, sort)).toEqual(placesOf(wanted))
          expect(matches.repositories).toBe(wanted.length)
          expect(matches.registries).toBe(new Set(wanted.map(registryKey)).size)
        }),
        { numRuns: 60 },
      )
    },
  )

  it('gives the same order whatever the order in which pages and registries arrived', () => {
    const arrival = Repositories.chain((repositories) =>
      fc.tuple(
        fc.constant(repositories),
        fc.shuffledSubarray(repositories, { minLength: repositories.length }),
      ),
    )
    fc.assert(
      fc.property(arrival, Query, ([repositories, arrived], query) => {
        const copies = REGISTRIES.map((registry) => new RegistryCopy(registry))
        for (const copy of copies) copy.begin()
        for (const each of arrived)
          copies.find(({ registry }) => registryKey(registry) === registryKey(each))?.addPage([each])
        const filter = filterOf(query, accounts)
        const matches = search(
          copies.map((copy) => copy.index()),
          filter,
        )
        expect(found(matches, 'relevance')).toEqual(
          found(search(indexesOf(repositories), filter), 'relevance'),
        )
      }),
      { numRuns: 40 },
    )
  })

  it('gives the same answer twice', () => {
    fc.assert(
      fc.property(Repositories, Query, (repositories, query) => {
        const matches = search(indexesOf(repositories), filterOf(query, accounts))
        expect(found(matches, 'relevance')).toEqual(found(matches, 'relevance'))
        expect(found(matches, 'newest')).toHaveLength(matches.repositories)
      }),
      { numRuns: 20 },
    )
  })
})

describe('the search that forgives an error', () => {
  it('respects every filter, and repeats nothing that the exact search finds', () => {
    const word = fc.string({ unit: fc.constantFrom('a', 'b', '-', 'log'), minLength: 2, maxLength: 4 })
    fc.assert(
      fc.property(Repositories, Query, word, (repositories, query, typed) => {
        const filter = filterOf({ ...query, q: `${typed}log` }, accounts)
        const without = filterOf({ ...query, q: '' }, accounts)
        const indexes = indexesOf(repositories)
        const near = placesOf(repositoriesOf(searchNear(indexes, filter)))
        const admitted = found(search(indexes, without), 'name')
        const exact = new Set(found(search(indexes, filter), 'name'))
        expect(admitted.filter((each) => near.includes(each))).toEqual(near)
        expect(near.filter((each) => exact.has(each))).toEqual([])
      }),
      { numRuns: 40 },
    )
  })
})
