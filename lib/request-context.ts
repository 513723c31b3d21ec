import 'server-only'
import { headers } from 'next/headers'
import { redirect } from 'next/navigation'
import { type Actor, PORTAL } from '@/lib/auth/roles'
import { sharedAwsFor } from '@/lib/aws/aws'
import { config } from '@/lib/config/config'
import type { Context } from '@/lib/context'
import { getDb } from '@/lib/db/db'
import { PortalError } from '@/lib/errors/portal-error'
import { paths } from '@/lib/paths'
import { confirmSessionState, getSessionState } from '@/lib/sessions/session'
import type { Unavailable } from '@/lib/sessions/sessions'

/**
 * The context of this request, undefined when nobody is signed in. For a write the database and the identity provider are
 * asked whether the session is still valid; throws `session-unverified` if they do not answer.
 */
export async function getContext(use: 'read' | 'write'): Promise<Context | undefined> {
  const session = await (use === 'write' ? confirmSessionState() : getSessionState())
  if (session?.is === 'unverified') throw new PortalError('session-unverified', cannotVerify(session.because))
  return session?.is === 'open' ? contextOf(session.actor) : undefined
}

/** The context of a page. Redirects to the sign-in page without a session, and back to this page afterwards. */
export async function requireContext(): Promise<Context> {
  const session = await getSessionState()
  if (session?.is === 'open') return contextOf(session.actor)
  redirect(paths.signIn({ next: (await headers()).get('x-portal-path') ?? undefined }))
}

/** The portal's own context, for jobs. */
export function portalContext(): Context {
  return contextOf(PORTAL)
}

function cannotVerify(because: Unavailable): string {
  const who = because === 'database' ? 'The portal’s database' : 'Single sign-on'
  return `${who} isn’t responding, so the portal can’t check that you’re still allowed to do this. Nothing was changed, and what you typed is still here. Try again in a minute. If it keeps happening, tell infrastructure operations.`
}

function contextOf(actor: Actor): Context {
  const { accounts, organizationIds } = config().accountsFile
  return {
    actor,
    accounts,
    organizationIds,
    db: getDb,
    aws: sharedAwsFor(actor.id, accounts),
    now: () => new Date(),
  }
}
