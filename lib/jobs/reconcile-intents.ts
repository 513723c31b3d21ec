import 'server-only'
import { isKnownRegistry } from '@/lib/accounts/model'
import { listOpenIntents, type OpenIntent } from '@/lib/audit/open-intents'
import { settleIntent } from '@/lib/audit/record'
import type { Context } from '@/lib/context'
import { settlePermissions } from '@/lib/permissions/reconcile-permissions'
import { settleCreation, settleSettings } from '@/lib/repositories/reconcile-repository'
import { log, logFailure } from '@/lib/runtime/log'

const LOOKS = new Map<string, (ctx: Context, intent: OpenIntent) => Promise<void>>([
  ['permissions.save', settlePermissions],
  ['permissions.delete', settlePermissions],
  ['repository.create', settleCreation],
  ['settings.save', settleSettings],
])

/**
 * Gives every change that a crash or a lost answer left without an outcome the one that AWS shows. One that cannot be
 * looked at now waits for the next time.
 */
export async function settleIntents(ctx: Context): Promise<void> {
  for (const intent of await listOpenIntents(ctx)) {
    const { id, action } = intent.record
    const look = isKnownRegistry(ctx.accounts, intent.ref) ? LOOKS.get(action) : settleUnseen
    if (look) await logFailure(look(ctx, intent), `the intent ${id} (${action}) was not settled`)
    else log.error({ id, action }, 'nobody knows how to settle this intent')
  }
}

async function settleUnseen(ctx: Context, { record }: OpenIntent): Promise<void> {
  const words = 'The portal knows this registry no more, so it cannot look whether it was made.'
  await settleIntent(await ctx.db(), ctx, record, { outcome: 'unknown', words })
}
