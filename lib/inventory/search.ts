import { type Account, findAccount } from '@/lib/accounts/model'
import type { Repository } from '@/lib/repositories/model'
import { organisationOf } from '@/lib/repositories/name'
import type { RepositoryRef } from '@/lib/repositories/reference'
import type { RegistryCopy } from './model'
import type { RepositoryQuery } from './query'

export const ROWS_PER_PAGE = 50

/** Repositories of one name, a row for each registry that has it. */
export type NameGroup = { name: string; repositories: Repository[] }

export type Found = {
  /** The rows of this page, grouped. A group cut by the end of a page goes on at the top of the next. */
  groups: NameGroup[]
  /** Over all pages. */
  repositories: number
  names: number
  registries: number
  page: number
  pages: number
}

/** Everything that matches, in its final order: the same for the same query, whatever the order of arrival. */
export function matchRepositories(
  copies: readonly RegistryCopy[],
  accounts: readonly Account[],
  query: RepositoryQuery,
): Repository[] {
  const words = query.q.toLowerCase().split(/\s+/).filter(Boolean)
  const matches: { repository: Repository; rank: number }[] = []
  for (const copy of copies) {
    if (query.account && copy.registry.account !== query.account) continue
    if (query.region && copy.registry.region !== query.region) continue
    if (
      query.active &&
      (findAccount(accounts, copy.registry.account)?.active ? 'yes' : 'no') !== query.active
    )
      continue
    for (const repository of copy.repositories) {
      if (!passes(repository, query)) continue
      const rank = rankOf(repository.name, words)
      if (rank !== undefined) matches.push({ repository, rank })
    }
  }
  const order = comparison(matches, query, accounts)
  return matches.sort(order).map(({ repository }) => repository)
}

/** One page of what matches; a page beyond the last is the last. */
export function findRepositories(
  copies: readonly RegistryCopy[],
  accounts: readonly Account[],
  query: RepositoryQuery,
): Found {
  const all = matchRepositories(copies, accounts, query)
  const pages = Math.max(1, Math.ceil(all.length / ROWS_PER_PAGE))
  const page = Math.min(query.page, pages)
  return {
    groups: groupByName(all.slice((page - 1) * ROWS_PER_PAGE, page * ROWS_PER_PAGE)),
    repositories: all.length,
    names: new Set(all.map(({ name }) => name)).size,
    registries: new Set(all.map(({ account, region }) => `${account}/${region}`)).size,
    page,
    pages,
  }
}

/** Repositories of the same name in other registries. */
export function sameNameElsewhere(copies: readonly RegistryCopy[], ref: RepositoryRef): Repository[] {
  return copies
    .flatMap(({ repositories }) => repositories.filter(({ name }) => name === ref.name))
    .filter(({ account, region }) => account !== ref.account || region !== ref.region)
}

function passes(repository: Repository, query: RepositoryQuery): boolean {
  if (query.organisation && organisationOf(repository.name) !== query.organisation) return false
  if (query.mutability && repository.mutability !== query.mutability) return false
  if (query.scan && (repository.scanOnPush ? 'yes' : 'no') !== query.scan) return false
  return true
}

/** 0 the name itself, 1 its start, 2 the start of a part, 3 the start of a word, 4 elsewhere; undefined for no match. */
function rankOf(name: string, words: readonly string[]): number | undefined {
  let worst = 0
  for (const word of words) {
    const at = name.indexOf(word)
    if (at < 0) return undefined
    const rank =
      name === word
        ? 0
        : at === 0
          ? 1
          : name.includes(`/${word}`)
            ? 2
            : /[._-]/.test(name[at - 1] ?? '')
              ? 3
              : 4
    worst = Math.max(worst, rank)
  }
  return worst
}

type Match = { repository: Repository; rank: number }

function comparison(matches: readonly Match[], query: RepositoryQuery, accounts: readonly Account[]) {
  const place = new Map(accounts.map(({ id }, index) => [id, index]))
  const newest = new Map<string, number>()
  if (query.sort === 'newest')
    for (const { repository } of matches)
      newest.set(repository.name, Math.max(newest.get(repository.name) ?? 0, repository.createdAt ?? 0))

  return (a: Match, b: Match): number =>
    (query.sort === 'relevance' ? a.rank - b.rank : 0) ||
    (newest.get(b.repository.name) ?? 0) - (newest.get(a.repository.name) ?? 0) ||
    compareText(a.repository.name, b.repository.name) ||
    (place.get(a.repository.account) ?? 0) - (place.get(b.repository.account) ?? 0) ||
    compareText(a.repository.region, b.repository.region)
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}

function groupByName(rows: readonly Repository[]): NameGroup[] {
  const groups: NameGroup[] = []
  for (const repository of rows) {
    const last = groups.at(-1)
    if (last?.name === repository.name) last.repositories.push(repository)
    else groups.push({ name: repository.name, repositories: [repository] })
  }
  return groups
}
