import type { ReactNode } from 'react'
import type { Actor } from '@/lib/auth/roles'
import { paths } from '@/lib/paths'
import { MenuLink } from './menu-link'
import type { Theme } from './theme'
import { ThemeSwitch } from './theme-switch'

/** The user, the theme, and signing out. A native disclosure, which works before any script has loaded. */
export function UserMenu({ actor, theme, signOut }: { actor: Actor; theme: Theme; signOut: ReactNode }) {
  return (
    <details className="group relative">
      <summary className="flex h-8 list-none items-center gap-1.5 rounded-control px-2 font-medium hover:bg-hover">
        {actor.name}
        <svg aria-hidden="true" viewBox="0 0 12 12" className="size-3 text-text-2">
          <path d="M3 4.5 6 7.5 9 4.5" fill="none" stroke="currentColor" strokeWidth="1.5" />
        </svg>
      </summary>
      <div className="absolute right-0 z-20 mt-1 grid w-56 gap-3 rounded-card border border-hairline bg-page p-3 shadow-[var(--shadow)]">
        <p className="text-text-2">
          {actor.role === 'ops'
            ? 'Infrastructure operations'
            : actor.organisations.length > 0
              ? `Engineer, ${actor.organisations.join(', ')} team`
              : 'Engineer'}
        </p>
        {actor.role === 'ops' && <MenuLink href={paths.accounts()}>Accounts</MenuLink>}
        <ThemeSwitch theme={theme} />
        {signOut}
      </div>
    </details>
  )
}
