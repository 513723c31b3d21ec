import { cookies } from 'next/headers'
import type { ReactNode } from 'react'
import { Palette } from '@/components/palette/palette'
import { DatabaseAway } from '@/components/shell/database-away'
import { Header } from '@/components/shell/header'
import { Keys } from '@/components/shell/keys'
import { SignOut } from '@/components/shell/sign-out'
import { themeOf } from '@/components/shell/theme'
import { UserMenu } from '@/components/shell/user-menu'
import { config } from '@/lib/config/config'
import { requireContext } from '@/lib/request-context'
import { countWaitingRequests } from '@/lib/requests/count-waiting'
import { plural } from '@/lib/text/plural'
import { signOutAction, signOutEverywhereAction } from './actions'

export default async function PortalLayout({ children }: { children: ReactNode }) {
  const ctx = await requireContext()
  const theme = themeOf((await cookies()).get('theme')?.value)
  const waiting = await countWaitingRequests(ctx)
  return (
    <>
      <a
        href="#main"
        className="absolute top-1 left-1 z-30 -translate-y-20 rounded-control bg-accent px-3 py-1.5 text-white focus:translate-y-0"
      >
        Skip to content
      </a>
      {config().mode === 'sandbox' && (
        <aside
          aria-label="Mode"
          className="border-b border-hairline bg-warning-soft px-4 py-1 text-center text-xs text-warning"
        >
          Sandbox: {plural(ctx.accounts.length, 'sample account')} on this computer. It doesn’t touch any AWS
          account.
        </aside>
      )}
      <Header
        waiting={waiting}
        find={
          <Palette
            user={{ id: ctx.actor.id, role: ctx.actor.role }}
            accounts={ctx.accounts.map(({ id, name }) => ({ id, name }))}
          />
        }
        user={
          <UserMenu
            actor={ctx.actor}
            theme={theme}
            signOut={<SignOut here={signOutAction} everywhere={signOutEverywhereAction} />}
          />
        }
      />
      {waiting === undefined && <DatabaseAway />}
      <main id="main" tabIndex={-1} className="mx-auto max-w-[1248px] px-4 pt-6 pb-16 outline-none md:px-6">
        {children}
      </main>
      <Keys />
    </>
  )
}
