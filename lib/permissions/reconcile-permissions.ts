import 'server-only'
import { REPOSITORY_GONE, sightingOf } from '@/lib/audit/observation'
import type { OpenIntent } from '@/lib/audit/open-intents'
import { settleIntent } from '@/lib/audit/record'
import type { Context } from '@/lib/context'
import { attempt, PortalError } from '@/lib/errors/portal-error'
import { readPolicy } from './get-policy'
import { meansTheSame } from './last-seen-policy'
import { withPolicyLease } from './policy-lease'

/** Finds out whether a policy change without a recorded outcome was made, while no one else can save that policy. */
export async function settlePermissions(ctx: Context, { record, ref }: OpenIntent): Promise<void> {
  await withPolicyLease(ctx, ref, async (lease) => {
    const found = await attempt(readPolicy(ctx, ref))
    if (found instanceof PortalError && found.code !== 'not-found') throw found
    const sighting =
      found instanceof PortalError ? REPOSITORY_GONE : sightingOf(record, (text) => meansTheSame(text, found))
    await settleIntent(await ctx.db(), ctx, record, sighting)
    if (found instanceof PortalError) return
    if (sighting.outcome === 'done') await lease.saved(found)
    else await lease.observe(found)
  })
}
