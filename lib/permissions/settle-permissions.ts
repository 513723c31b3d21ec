import 'server-only'
import { meansTheSame } from '@/lib/audit/known-policy'
import type { OpenIntent } from '@/lib/audit/open-intents'
import { inPolicyTurn } from '@/lib/audit/policy-turn'
import { settleIntent } from '@/lib/audit/record'
import { REPOSITORY_GONE, sightingOf } from '@/lib/audit/sighting'
import type { Context } from '@/lib/context'
import { attempt, PortalError } from '@/lib/errors/portal-error'
import { readPolicy } from './get-policy'

/** Looks whether a change of a policy was made whose outcome nobody recorded, while nobody else saves that policy. */
export async function settlePermissions(ctx: Context, { record, ref }: OpenIntent): Promise<void> {
  await inPolicyTurn(ctx, ref, async (turn) => {
    const found = await attempt(readPolicy(ctx, ref))
    if (found instanceof PortalError && found.code !== 'not-found') throw found
    const sighting =
      found instanceof PortalError ? REPOSITORY_GONE : sightingOf(record, (text) => meansTheSame(text, found))
    await settleIntent(await ctx.db(), ctx, record, sighting)
    if (found instanceof PortalError) return
    if (sighting.outcome === 'done') await turn.saved(found)
    else await turn.notice(found)
  })
}
