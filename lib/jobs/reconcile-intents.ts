import 'server-only'
import { isKnownRegistry } from '@/lib/accounts/model'
import { listOpenIntents, type OpenIntent } from '@/lib/audit/open-intents'
import { resolveIntent } from '@/lib/audit/record'
import type { Context } from '@/lib/context'
import { isRepository } from '@/lib/permissions/policy-target'
import { reconcilePermissions } from '@/lib/permissions/reconcile-permissions'
import { reconcileCreation, reconcileSettings } from '@/lib/repositories/reconcile-repository'
import type { RepositoryRef } from '@/lib/repositories/reference'
import { log, logFailure } from '@/lib/runtime/log'

type Reconcile<Intent> = (ctx: Context, intent: Intent) => Promise<void>

const RECONCILERS = new Map<string, Reconcile<OpenIntent>>([
  ['permissions.save', reconcilePermissions],
  ['permissions.delete', reconcilePermissions],
  ['repository.create', ofRepository(reconcileCreation)],
  ['settings.save', ofRepository(reconcileSettings)],
])

/**
 * Looks in AWS for the outcome of every change that a crash or a lost answer left without one. What cannot be looked at
 * now is tried again next time.
 */
export async function reconcileIntents(ctx: Context): Promise<void> {
  for (const intent of await listOpenIntents(ctx)) {
    const { id, action } = intent.record
    const reconcile = isKnownRegistry(ctx.accounts, intent.ref) ? RECONCILERS.get(action) : reconcileUnknown
    if (reconcile)
      await logFailure(reconcile(ctx, intent), `the intent ${id} (${action}) could not be reconciled`)
    else log.error({ id, action }, 'this intent has an action that cannot be reconciled')
  }
}

function ofRepository(reconcile: Reconcile<OpenIntent<RepositoryRef>>): Reconcile<OpenIntent> {
  return async (ctx, { record, ref }) => {
    if (!isRepository(ref)) throw new Error('this intent names no repository')
    await reconcile(ctx, { record, ref })
  }
}

async function reconcileUnknown(ctx: Context, { record }: OpenIntent): Promise<void> {
  const words =
    'This registry is no longer in the accounts file, so the portal cannot check whether the change was made.'
  await resolveIntent(await ctx.db(), ctx, record, { outcome: 'unknown', words })
}
