import { NAV_LINKS } from '@/components/shell/nav-links'
import type { Actor } from '@/lib/auth/roles'
import { paths } from '@/lib/paths'

export type Command = 'theme' | 'keys'
/** The palette's entries besides repositories. `also` lists extra words that find an entry. */
type Entry = { id: string; name: string; also?: string }

type Page = Entry & { href: string }

export function pagesOf(role: Actor['role']): Page[] {
  return [
    { id: 'find', name: 'Find', href: paths.home() },
    ...NAV_LINKS,
    ...(role === 'ops' ? [ACCOUNTS] : []),
  ]
}

const ACCOUNTS: Page = {
  id: 'accounts',
  name: 'Accounts',
  also: 'roles policies check',
  href: paths.accounts(),
}

export const ACTIONS: (Entry & ({ href: string } | { command: Command }))[] = [
  { id: 'new-repository', name: 'Create a repository', also: 'new add', href: paths.newRepository() },
  { id: 'denied', name: 'Why was I denied?', also: 'access request error', href: paths.access() },
  { id: 'theme', name: 'Switch between light and dark theme', also: 'theme', command: 'theme' },
  { id: 'keys', name: 'Show keyboard shortcuts', also: 'keys shortcuts help', command: 'keys' },
]

/** Whether each typed word starts a word of the entry. */
export function isNamed({ name, also = '' }: Pick<Entry, 'name' | 'also'>, typed: string): boolean {
  const words = `${name} ${also}`.toLowerCase().split(' ')
  return typed
    .toLowerCase()
    .split(/\s+/)
    .every((part) => words.some((word) => word.startsWith(part)))
}
