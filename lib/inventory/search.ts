import type { Repository } from '@/lib/repositories/model'
import type { Columns } from './columns'
import type { Filter } from './filter'
import { findNearRows } from './find-near-rows'
import { findRows, type Hits, kept, RANK } from './find-rows'
import type { RepositoryQuery } from './query'
import { nameAt, type RegistryIndex, repositoryAt } from './registry-index'

type Sort = RepositoryQuery['sort']

/** A matching repository: a row of a registry. */
export type Match = { index: RegistryIndex; row: number; name: string }

/** The total number of matches; `inOrder` yields them one by one, best first. */
export type Matches = {
  repositories: number
  registries: number
  /** The order of a query's results never depends on which registry was read first. */
  inOrder: (sort: Sort) => Generator<Match>
}

/** Everything that the filter allows. Registries are in the order of the accounts file. */
export function search(registries: readonly RegistryIndex[], filter: Filter): Matches {
  const found = registriesOf(registries, filter)
    .map((index) => ({ index, hits: passing(index, findRows(index, filter.words), filter) }))
    .filter(({ hits }) => hits.rows.length > 0)
  return {
    repositories: found.reduce((sum, { hits }) => sum + hits.rows.length, 0),
    registries: found.length,
    // Without words every row ranks the same.
    inOrder: (sort) => merged(found, sort === 'relevance' && filter.words.length === 0 ? 'name' : sort),
  }
}

/** What matches if one typing error is allowed, by name, without the exact matches. */
export function searchNear(registries: readonly RegistryIndex[], filter: Filter): Generator<Match> {
  const found = registriesOf(registries, filter).map((index) => {
    const rows = Uint32Array.from(
      findNearRows(index, filter.words).filter((row) => {
        const name = nameAt(index, row)
        return !filter.words.every((word) => name.includes(word))
      }),
    )
    return { index, hits: passing(index, { rows, ranks: new Uint8Array(rows.length) }, filter) }
  })
  return merged(found, 'name')
}

export function* repositoriesOf(matches: Iterable<Match>): Generator<Repository> {
  for (const { index, row } of matches) yield repositoryAt(index, row)
}

function registriesOf(registries: readonly RegistryIndex[], filter: Filter): RegistryIndex[] {
  return filter.unknown.length > 0 ? [] : registries.filter(({ registry }) => filter.registry(registry))
}

/** The hits that the filters on a repository's own properties allow. */
function passing(index: RegistryIndex, hits: Hits, filter: Filter): Hits {
  const { organisations, mutabilities, scanOnPush } = filter
  if (organisations.length + mutabilities.length + scanOnPush.length === 0) return hits
  const { names, setting, settings } = index.columns
  const admitted = settings.map(
    (each) =>
      mutabilities.every((mutability) => each.mutability === mutability) &&
      scanOnPush.every((wanted) => each.scanOnPush === wanted),
  )
  const prefixes = organisations.map((organisation) => `${organisation}/`)
  return kept(hits, (row, rank) =>
    admitted[setting[row] ?? 0] && prefixes.every((prefix) => names.startsWith(prefix, index.starts[row]))
      ? rank
      : undefined,
  )
}

type Found = { index: RegistryIndex; hits: Hits }
type Head = Match & { key: number; place: number; next: number; ordered: Ordered }

/** Rows in order, with the number that sorts before the name; lower comes first. */
type Ordered = { rows: Uint32Array; keyOf: (place: number) => number }

/** Merges the hits of all registries: repeatedly takes the best of the registries' next hits. */
function* merged(found: readonly Found[], sort: Sort): Generator<Match> {
  const heads: Head[] = []
  for (const [place, { index, hits }] of found.entries()) {
    const head = advanced({
      index,
      row: 0,
      name: '',
      key: 0,
      place,
      next: 0,
      ordered: ordered(index, hits, sort),
    })
    if (head) heads.push(head)
  }
  while (heads.length > 0) {
    let best = 0
    for (let other = 1; other < heads.length; other += 1)
      if (isBefore(heads[other], heads[best])) best = other
    const head = heads[best]
    if (!head) return
    yield { index: head.index, row: head.row, name: head.name }
    if (!advanced(head)) heads.splice(best, 1)
  }
}

function advanced(head: Head): Head | undefined {
  const { ordered, next, index } = head
  const row = ordered.rows[next]
  if (row === undefined) return undefined
  head.row = row
  head.name = nameAt(index, row)
  head.key = ordered.keyOf(next)
  head.next = next + 1
  return head
}

function isBefore(a: Head | undefined, b: Head | undefined): boolean {
  if (!a || !b) return false
  if (a.key !== b.key) return a.key < b.key
  if (a.name !== b.name) return a.name < b.name
  return a.place < b.place
}

function ordered({ columns }: RegistryIndex, { rows, ranks }: Hits, sort: Sort): Ordered {
  if (sort === 'name') return { rows, keyOf: () => 0 }
  if (sort === 'relevance') return byRank(rows, ranks)
  const newest = rows.slice().sort((a, b) => ageOf(columns, a) - ageOf(columns, b) || a - b)
  return { rows: newest, keyOf: (place) => ageOf(columns, newest[place] ?? 0) }
}

/** Lower is newer. */
function ageOf({ createdAt }: Columns, row: number): number {
  const at = createdAt[row] ?? Number.NaN
  return Number.isNaN(at) ? 0 : -at
}

function byRank(rows: Uint32Array, ranks: Uint8Array): Ordered {
  const ends = new Uint32Array(RANK.elsewhere + 1)
  for (const rank of ranks) ends[rank] = (ends[rank] ?? 0) + 1
  for (let rank = 1; rank < ends.length; rank += 1) ends[rank] = (ends[rank] ?? 0) + (ends[rank - 1] ?? 0)
  const next = [0, ...ends]
  const best = new Uint32Array(rows.length)
  for (let hit = 0; hit < rows.length; hit += 1) {
    const rank = ranks[hit] ?? 0
    const place = next[rank] ?? 0
    next[rank] = place + 1
    best[place] = rows[hit] ?? 0
  }
  return { rows: best, keyOf: (place) => ends.findIndex((end) => place < end) }
}
