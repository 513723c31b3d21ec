import { NAV_LINKS } from '@/components/shell/nav-links'
import type { Actor } from '@/lib/auth/roles'
import { paths } from '@/lib/paths'

export type Deed = 'theme' | 'keys'
/** The palette's entries besides repositories. `also` lists extra words that find an entry. */
type Entry = { name: string; also?: string }

type Page = Entry & { href: string }

export function pagesOf(role: Actor['role']): Page[] {
  return [{ name: 'Find', href: paths.home() }, ...NAV_LINKS, ...(role === 'ops' ? [ACCOUNTS] : [])]
}

const ACCOUNTS: Page = { name: 'Accounts', also: 'roles policies check', href: paths.accounts() }

export const ACTIONS: (Entry & ({ href: string } | { deed: Deed }))[] = [
  { name: 'Create a repository', also: 'new add', href: paths.newRepository() },
  { name: 'Why was I denied?', also: 'access request error', href: paths.access() },
  { name: 'Switch between light and dark theme', also: 'theme', deed: 'theme' },
  { name: 'Show keyboard shortcuts', also: 'keyboard shortcuts help', deed: 'keys' },
]

/** Whether each typed word starts a word of the entry. */
export function isNamed({ name, also = '' }: Entry, typed: string): boolean {
  const words = `${name} ${also}`.toLowerCase().split(' ')
  return typed
    .toLowerCase()
    .split(/\s+/)
    .every((part) => words.some((word) => word.startsWith(part)))
}
