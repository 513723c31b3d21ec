import 'server-only'
import { isKnownRegistry } from '@/lib/accounts/model'
import { listOpenIntents, type OpenIntent } from '@/lib/audit/open-intents'
import { resolveIntent } from '@/lib/audit/record'
import type { Context } from '@/lib/context'
import { reconcilePermissions } from '@/lib/permissions/reconcile-permissions'
import { reconcileCreation, reconcileSettings } from '@/lib/repositories/reconcile-repository'
import { log, logFailure } from '@/lib/runtime/log'

const RECONCILERS = new Map<string, (ctx: Context, intent: OpenIntent) => Promise<void>>([
  ['permissions.save', reconcilePermissions],
  ['permissions.delete', reconcilePermissions],
  ['repository.create', reconcileCreation],
  ['settings.save', reconcileSettings],
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

async function reconcileUnknown(ctx: Context, { record }: OpenIntent): Promise<void> {
  const words =
    'This registry is no longer in the accounts file, so the portal cannot check whether the change was made.'
  await resolveIntent(await ctx.db(), ctx, record, { outcome: 'unknown', words })
}
