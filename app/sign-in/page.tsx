import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import { SessionNotice } from '@/components/shell/session-notice'
import { SignInForm } from '@/components/shell/sign-in-form'
import { ButtonLink } from '@/components/ui/button-link'
import { LOCAL_USERS } from '@/lib/auth/local-users'
import { config } from '@/lib/config/config'
import { ownPath } from '@/lib/paths'
import { getSessionState } from '@/lib/sessions/session'

export const metadata: Metadata = { title: 'Sign in' }

export default async function SignInPage({ searchParams }: PageProps<'/sign-in'>) {
  // After an error, next-auth uses its own name for the page to go to.
  const { next, callbackUrl, error } = await searchParams
  const goTo = ownPath(next ?? callbackUrl, config().baseUrl)
  const session = await getSessionState()
  if (session?.is === 'open') redirect(goTo)
  const users =
    config().mode === 'sandbox'
      ? LOCAL_USERS.map(({ name, role, organisations }) => ({
          name,
          about:
            role === 'ops'
              ? 'Reviews requests and can change any permissions'
              : `Engineer, ${organisations.join(', ')} team`,
        }))
      : undefined
  return (
    <main className="mx-auto grid min-h-dvh max-w-sm content-center gap-6 px-4 py-12">
      <div className="grid gap-1">
        <h1 className="text-xl font-semibold">ECR Portal</h1>
        <p className="text-text-2">
          Find, create and share container repositories in every account and region.
        </p>
      </div>
      {session && error === undefined && <SessionNotice session={session} />}
      {session?.is === 'unverified' && error === undefined ? (
        <ButtonLink look="primary" href={goTo}>
          Try again
        </ButtonLink>
      ) : (
        <SignInForm users={users} next={goTo} error={typeof error === 'string' ? error : undefined} />
      )}
    </main>
  )
}
