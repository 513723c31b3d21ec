import 'server-only'
import { and, eq } from 'drizzle-orm'
import { z } from 'zod'
import { findAccount } from '@/lib/accounts/model'
import { recordAudit } from '@/lib/audit/record'
import type { Context } from '@/lib/context'
import { accessRequests } from '@/lib/db/schema'
import { parseInput } from '@/lib/errors/parse-input'
import { PortalError } from '@/lib/errors/portal-error'
import { logFailure } from '@/lib/runtime/log'
import { within } from '@/lib/runtime/timeout'
import { storable } from './comment'
import { countWaitingAnew } from './count-waiting'
import { AccessRequestInput } from './model'
import { liveVerdict } from './verdict/live-verdict'
import { verdictText } from './verdict/verdict'

/** How long the requester waits at most for AWS. */
const LONGEST_LOOK_MS = 4000

const Submission = z.object({ submission: z.uuid() })

/**
 * Stores a request for access and returns its number. The same submission arriving twice, by a double click or a
 * replay, returns the first one's number. Secrets are removed from the error before anything is stored.
 */
export async function createRequest(ctx: Context, input: unknown): Promise<number> {
  const { submission } = parseInput(Submission, input)
  const wanted = parseInput(AccessRequestInput, input)
  requireKnownRegistry(ctx, wanted)
  const [error, why] = [storable(wanted.error), storable(wanted.why)]
  const verdict = await verdictOn(ctx, { ...wanted, error })
  const db = await ctx.db()
  const id = await db.transaction(async (tx) => {
    const [created] = await tx
      .insert(accessRequests)
      .values({
        ...wanted,
        error,
        why,
        verdict,
        submission,
        createdAt: ctx.now(),
        requesterId: ctx.actor.id,
        requesterName: ctx.actor.name,
        requesterEmail: ctx.actor.email,
        status: 'waiting',
      })
      .onConflictDoNothing()
      .returning({ id: accessRequests.id })
    if (created) {
      const ref = { account: wanted.account, region: wanted.region, name: wanted.repository }
      await recordAudit(tx, ctx, {
        action: 'request.create',
        ref,
        requestId: created.id,
        reason: why,
      })
      return created.id
    }
    const [first] = await tx
      .select({ id: accessRequests.id })
      .from(accessRequests)
      .where(and(eq(accessRequests.requesterId, ctx.actor.id), eq(accessRequests.submission, submission)))
    if (!first) throw new Error('a request was neither stored nor found')
    return first.id
  })
  countWaitingAnew()
  return id
}

/** The verdict at this moment. A slow or failing AWS must not keep anyone from sending a request. */
async function verdictOn(ctx: Context, wanted: AccessRequestInput): Promise<string | undefined> {
  const looking = liveVerdict(ctx, { ...wanted, status: 'waiting' })
  const verdict = await within(LONGEST_LOOK_MS, logFailure(looking, 'there is no verdict on a new request'))
  return verdict && verdictText(verdict)
}

function requireKnownRegistry(ctx: Context, { account, region }: { account: string; region: string }): void {
  const known = findAccount(ctx.accounts, account)
  const fields: Record<string, string> = {}
  if (!known)
    fields.account = `Account ${account} isn’t in the portal. Choose one of ${ctx.accounts.map(({ name }) => name).join(', ')}.`
  else if (!known.regions.includes(region))
    fields.region = `${known.name} has no registry in ${region}. Choose one of ${known.regions.join(', ')}.`
  if (Object.keys(fields).length > 0)
    throw new PortalError('invalid', 'Your request wasn’t sent. Correct the fields below.', { fields })
}
