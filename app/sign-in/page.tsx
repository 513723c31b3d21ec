import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import { SignInForm } from '@/components/shell/sign-in-form'
import { LOCAL_USERS } from '@/lib/auth/local-users'
import { getActor } from '@/lib/auth/session'
import { config } from '@/lib/config/config'
import { ownPath } from '@/lib/paths'

export const metadata: Metadata = { title: 'Sign in' }

export default async function SignInPage({ searchParams }: PageProps<'/sign-in'>) {
  const { next, error } = await searchParams
  const goTo = ownPath(next)
  if (await getActor()) redirect(goTo)
  const users =
    config().mode === 'sandbox'
      ? LOCAL_USERS.map(({ name, role, organisations }) => ({
          name,
          about:
            role === 'ops'
              ? 'Reviews requests and changes any permission'
              : `Works for ${organisations.join(', ')}`,
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
      <SignInForm users={users} next={goTo} failed={error !== undefined} />
    </main>
  )
}
