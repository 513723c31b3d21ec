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
import { confirmStanding, getStanding } from '@/lib/sessions/session'
import type { Unsure } from '@/lib/sessions/sessions'

/**
 * The context of this request, or undefined when nobody is signed in. For a write the database and the identity provider
 * are asked whether the person still may. Throws when nobody can tell.
 */
export async function getContext(use: 'read' | 'write'): Promise<Context | undefined> {
  const standing = await (use === 'write' ? confirmStanding() : getStanding())
  if (standing?.is === 'unsure') throw new PortalError('unsure', cannotTell(standing.because))
  return standing?.is === 'open' ? contextOf(standing.actor) : undefined
}

/** The context of a page; without a session the person goes to sign in, and comes back to this page after. */
export async function requireContext(): Promise<Context> {
  const standing = await getStanding()
  if (standing?.is === 'open') return contextOf(standing.actor)
  redirect(paths.signIn({ next: (await headers()).get('x-portal-path') ?? undefined }))
}

/** The portal's own, for its upkeep: what nobody asked for. */
export function portalContext(): Context {
  return contextOf(PORTAL)
}

function cannotTell(because: Unsure): string {
  const who = because === 'database' ? 'The portal’s database' : 'Single sign-on'
  return `${who} isn’t responding, so the portal can’t check that you’re still allowed to do this. Nothing was changed, and what you typed is still here. Try again in a minute. If it keeps happening, tell infrastructure operations.`
}

function contextOf(actor: Actor): Context {
  const { accounts } = config().accountsFile
  return { actor, accounts, db: getDb, aws: sharedAwsFor(actor.id, accounts), now: () => new Date() }
}
