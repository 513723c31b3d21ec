import type { AccountTag } from '@/lib/accounts/model'
import type { Registry } from '@/lib/accounts/registry'
import type { TagMutability } from '@/lib/repositories/model'
import { repositoryNameProblem } from '@/lib/repositories/name'
import { filterOf } from './filter'
import type { RepositoryQuery } from './query'
import type { RegistryIndex } from './registry-index'
import { type Match, search, searchNear } from './search'

export const ROWS_PER_PAGE = 50
const FEW = 3
const MOST_NEAR = 10

/** A repository in a list. `createdAt` is milliseconds since 1970. */
export type FoundRow = Registry & { mutability: TagMutability; createdAt?: number }

/** Repositories with the same name, one row per registry. */
export type NameGroup = { name: string; rows: FoundRow[] }

/** One page of results, as sent to the browser. */
export type Found = {
  /** The rows of this page. A group split by the end of a page continues at the top of the next. */
  groups: NameGroup[]
  /** Across all pages. */
  repositories: number
  registries: number
  page: number
  pages: number
  /** Names one typing error away from the search, when it has hardly any exact results. */
  near: NameGroup[]
  /** Typed like a filter, but not a known one; then nothing matches. */
  unknown: string[]
  /** Nothing matches, and the text is a valid name for a new repository. */
  creatable: boolean
}

/** One page of results; past the last page, the last one. */
export function findRepositories(
  registries: readonly RegistryIndex[],
  accounts: readonly AccountTag[],
  query: RepositoryQuery,
): Found {
  const filter = filterOf(query, accounts)
  const matches = search(registries, filter)
  const pages = Math.max(1, Math.ceil(matches.repositories / ROWS_PER_PAGE))
  const page = Math.min(query.page, pages)
  const isClose = matches.repositories < FEW && filter.words.length > 0
  return {
    groups: grouped(slice(matches.inOrder(query.sort), (page - 1) * ROWS_PER_PAGE, ROWS_PER_PAGE)),
    repositories: matches.repositories,
    registries: matches.registries,
    page,
    pages,
    near: isClose ? grouped(slice(searchNear(registries, filter), 0, MOST_NEAR)) : [],
    unknown: filter.unknown,
    creatable: matches.repositories === 0 && repositoryNameProblem(query.q) === undefined,
  }
}

function* slice(matches: Iterable<Match>, from: number, count: number): Generator<Match> {
  let place = 0
  for (const match of matches) {
    if (place >= from) yield match
    place += 1
    if (place >= from + count) return
  }
}

function grouped(matches: Iterable<Match>): NameGroup[] {
  const groups: NameGroup[] = []
  for (const { index, row, name } of matches) {
    const { registry, columns } = index
    const createdAt = columns.createdAt[row] ?? Number.NaN
    const found: FoundRow = {
      ...registry,
      mutability: columns.settings[columns.setting[row] ?? 0]?.mutability ?? '',
      ...(!Number.isNaN(createdAt) && { createdAt }),
    }
    const last = groups.at(-1)
    if (last?.name === name) last.rows.push(found)
    else groups.push({ name, rows: [found] })
  }
  return groups
}
