import 'server-only'
import { observationOf, REPOSITORY_GONE } from '@/lib/audit/observation'
import type { OpenIntent } from '@/lib/audit/open-intents'
import { resolveIntent } from '@/lib/audit/record'
import type { Context } from '@/lib/context'
import { attempt, PortalError } from '@/lib/errors/portal-error'
import { samePolicy } from '@/lib/policy/compare/equality'
import { storedPolicy } from '@/lib/policy/document'
import { meansTheSame } from './last-seen-policy'
import { withPolicyLease } from './policy-lease'
import { readPolicy } from './read-policy'

/** Finds out whether a policy change without a recorded outcome was made, while no one else can save that policy. */
export async function reconcilePermissions(ctx: Context, { record, ref }: OpenIntent): Promise<void> {
  await withPolicyLease(ctx, ref, async (lease) => {
    const found = await attempt(readPolicy(ctx, ref))
    if (found instanceof PortalError && found.code !== 'not-found') throw found
    // What makes no difference in meaning is known only by its text.
    const isThere = (now: string | null) => (text: string | null) =>
      meansTheSame(record.before, record.after, ref)
        ? samePolicy(storedPolicy(text), storedPolicy(now))
        : meansTheSame(text, now, ref)
    const observation = found instanceof PortalError ? REPOSITORY_GONE : observationOf(record, isThere(found))
    await resolveIntent(await ctx.db(), ctx, record, observation)
    if (found instanceof PortalError) return
    if (observation.outcome === 'done') await lease.saved(found)
    else await lease.seen(found)
  })
}
