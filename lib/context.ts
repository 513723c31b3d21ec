import 'server-only'
import { headers } from 'next/headers'
import { redirect } from 'next/navigation'
import type { Account } from '@/lib/accounts/model'
import { type Actor, PORTAL } from '@/lib/auth/roles'
import { getActor } from '@/lib/auth/session'
import { type Aws, sharedAwsFor } from '@/lib/aws/aws'
import { config } from '@/lib/config/config'
import { type Db, getDb } from '@/lib/db/db'
import { paths } from '@/lib/paths'

/** The only way to an actor, a database and AWS. A verb that takes one cannot be called by nobody. */
export type Context = {
  actor: Actor
  accounts: readonly Account[]
  db: () => Promise<Db>
  aws: Aws
  now: () => Date
}

/** The context of this request, or undefined when nobody is signed in. */
export async function getContext(): Promise<Context | undefined> {
  const actor = await getActor()
  if (!actor) return undefined
  return contextOf(actor)
}

/** The portal's own, for its upkeep: what nobody asked for. */
export function portalContext(): Context {
  return contextOf(PORTAL)
}

function contextOf(actor: Actor): Context {
  const { accounts } = config().accountsFile
  return { actor, accounts, db: getDb, aws: sharedAwsFor(actor.id, accounts), now: () => new Date() }
}

/** The context of this request; without a session the person goes to sign in, and comes back to this page after. */
export async function requireContext(): Promise<Context> {
  const ctx = await getContext()
  if (ctx) return ctx
  redirect(paths.signIn({ next: (await headers()).get('x-portal-path') ?? undefined }))
}
