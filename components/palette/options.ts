import type { SearchFailure } from '@/components/repositories/fetch-found'
import { REPOSITORY_TABS } from '@/components/repositories/tabs'
import { accountWords, type KnownAccounts } from '@/lib/accounts/account-names'
import type { Actor } from '@/lib/auth/roles'
import type { NameGroup } from '@/lib/inventory/find-repositories'
import { paths } from '@/lib/paths'
import { repositoryNameProblem } from '@/lib/repositories/name'
import { parseOldConsoleLink, parseReference } from '@/lib/repositories/pasted-reference'
import { type RepositoryRef, repositoryKey } from '@/lib/repositories/reference'
import { ACTIONS, type Command, isNamed, pagesOf } from './entries'
import type { Outcome } from './use-answer'

const MOST_REPOSITORIES = 8

/** An option. The server redirects an `open` address, so the browser itself goes there. */
export type Option = { id: string } & (
  | { kind: 'repository'; ref: RepositoryRef; href: string }
  | { kind: 'page' | 'open'; name: string; about?: string; href: string }
  | { kind: 'command'; name: string; command: Command }
)
/** The reader: recent repositories are personal, and some pages are for operations only. */
export type PaletteUser = Pick<Actor, 'id' | 'role'>

export type Group = { id: string; name: string; options: Option[] }

type Known = {
  /** What is typed, trimmed. */
  q: string
  last: Outcome | undefined
  /** The answer is so late that the options known without it are offered. */
  slow: boolean
  recent: readonly RepositoryRef[]
  /** The repository whose page is open. */
  here: RepositoryRef | undefined
  accounts: KnownAccounts
  user: PaletteUser
}

/** All options. While waiting for an answer that isn't late, only those that certainly belong. */
export function groupsOf({ q, last, slow, recent, here, accounts, user }: Known): Group[] {
  const pasted = pastedOption(q, accounts)
  if (pasted) return [{ id: 'repositories', name: 'Repositories', options: [pasted] }]

  const pending = q !== '' && last?.q !== q
  const rows = rowsFor(q, last)
  if (pending && rows.length === 0 && !slow) return []

  const others = recent.filter((ref) => !here || repositoryKey(ref) !== repositoryKey(here))
  return [
    { id: 'recent', name: 'Recent', options: q === '' ? others.map(repositoryOption) : [] },
    { id: 'repositories', name: 'Repositories', options: repositoryOptions(q, rows, last) },
    { id: 'this-repository', name: 'This repository', options: here ? tabOptions(here, q) : [] },
    {
      id: 'pages',
      name: 'Pages',
      options: pagesOf(user.role)
        .filter((page) => isNamed(page, q))
        .map(linkOption),
    },
    {
      id: 'actions',
      name: 'Actions',
      options: ACTIONS.filter((entry) => isNamed(entry, q)).map((entry) =>
        'href' in entry ? linkOption(entry) : commandOption(entry),
      ),
    },
    { id: 'near', name: 'Did you mean', options: nearOptions(q, last) },
    {
      id: 'new',
      name: 'New',
      options: rows.length > 0 || isAnswered(q, last) ? creationOptions(q, rows) : [],
    },
  ].filter(({ options }) => options.length > 0)
}

/** Whether the last answer is the one to this text. */
function isAnswered(q: string, last: Outcome | undefined): boolean {
  return last?.q === q && 'answer' in last
}

/** A text that identifies one repository isn't searched for. */
export function isReference(q: string): boolean {
  return readReference(q) !== undefined
}

function readReference(q: string): { name: string; region: string; account?: string } | undefined {
  return parseReference(q) ?? parseOldConsoleLink(q)
}

function pastedOption(q: string, accounts: KnownAccounts): Option | undefined {
  const ref = readReference(q)
  if (!ref) return undefined
  const about = ref.account ? `${accountWords(ref.account, accounts)} · ${ref.region}` : ref.region
  return { id: 'open', kind: 'open', name: `Open ${ref.name}`, about, href: paths.open({ q }) }
}

/** What the last answer certainly says about this text: everything, or its rows that contain every word. */
function rowsFor(q: string, last: Outcome | undefined): RepositoryRef[] {
  if (q === '' || !last || !('answer' in last)) return []
  const rows = refsOf(last.answer.groups)
  if (last.q === q) return rows
  const words = q.toLowerCase().split(/\s+/)
  return rows.filter(({ name }) => words.every((word) => name.includes(word)))
}

function refsOf(groups: readonly NameGroup[]): RepositoryRef[] {
  return groups.flatMap(({ name, rows }) => rows.map(({ account, region }) => ({ account, region, name })))
}

/** Names one typing error away from the text. */
function nearOptions(q: string, last: Outcome | undefined): Option[] {
  return last?.q === q && 'answer' in last
    ? refsOf(last.answer.near).slice(0, MOST_REPOSITORIES).map(repositoryOption)
    : []
}

function repositoryOptions(q: string, rows: readonly RepositoryRef[], last: Outcome | undefined): Option[] {
  if (q === '' || !last) return []
  if ('failure' in last) return last.q === q ? [secondTry(q, last.failure)] : []
  const options = rows.slice(0, MOST_REPOSITORIES).map(repositoryOption)
  if (options.length === 0 || last.answer.repositories <= MOST_REPOSITORIES) return options
  const name = last.q === q ? `See all ${last.answer.repositories.toLocaleString('en')}` : 'See all'
  return [...options, { id: 'all', kind: 'page', name, href: paths.repositories({ q }) }]
}

function repositoryOption(ref: RepositoryRef): Option {
  return { id: repositoryKey(ref), kind: 'repository', ref, href: paths.repository(ref) }
}

/** The same search as a page of its own, which redirects through the sign-in if that was missing. */
function secondTry(q: string, failure: SearchFailure): Option {
  const name = failure === 'signed-out' ? `Sign in and search for “${q}”` : `Search for “${q}” again`
  return { id: 'again', kind: 'open', name, href: paths.open({ q }) }
}

function tabOptions(here: RepositoryRef, q: string): Option[] {
  return REPOSITORY_TABS.filter((tab) => isNamed(tab, q)).map(({ tab, name }) => ({
    id: `tab-${tab}`,
    kind: 'page',
    name,
    href: paths.repository(here, tab),
  }))
}

function linkOption({ id, name, href }: { id: string; name: string; href: string }): Option {
  return { id, kind: 'page', name, href }
}

function commandOption({ id, name, command }: { id: string; name: string; command: Command }): Option {
  return { id, kind: 'command', name, command }
}

/** Offers to create what was typed, if it is a valid name that no repository has. */
function creationOptions(q: string, rows: readonly RepositoryRef[]): Option[] {
  const isNew = repositoryNameProblem(q) === undefined && rows.every(({ name }) => name !== q)
  return isNew
    ? [{ id: 'create', kind: 'page', name: `Create ${q}`, href: paths.newRepository({ name: q }) }]
    : []
}
