import 'server-only'
import { and, eq } from 'drizzle-orm'
import { z } from 'zod'
import { findAccount } from '@/lib/accounts/model'
import { recordAudit } from '@/lib/audit/record'
import type { Context } from '@/lib/context'
import { accessRequests } from '@/lib/db/schema'
import { PortalError } from '@/lib/errors'
import { parseInput } from '@/lib/parse-input'
import { countWaitingAnew } from './count-waiting'
import { AccessRequestInput } from './model'
import { removeSecrets } from './secrets'

const Submission = z.object({ submission: z.uuid() })

/**
 * Stores a request for access and returns its number. The same submission arriving again, by a double click or a
 * replay, returns the number of the first. Secrets in the error are removed before anything is kept.
 */
export async function createRequest(ctx: Context, input: unknown): Promise<number> {
  const { submission } = parseInput(Submission, input)
  const wanted = parseInput(AccessRequestInput, input)
  requireKnownRegistry(ctx, wanted)
  const db = await ctx.db()
  const id = await db.transaction(async (tx) => {
    const [created] = await tx
      .insert(accessRequests)
      .values({
        ...wanted,
        error: storable(wanted.error),
        why: storable(wanted.why),
        submission,
        createdAt: ctx.now(),
        requesterId: ctx.actor.id,
        requesterName: ctx.actor.name,
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
        reason: storable(wanted.why),
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

/** Without secrets, and without the one character that PostgreSQL keeps in no text. */
function storable(text: string): string {
  return removeSecrets(text).text.replaceAll('\0', '')
}

function requireKnownRegistry(ctx: Context, { account, region }: { account: string; region: string }): void {
  const known = findAccount(ctx.accounts, account)
  const fields: Record<string, string> = {}
  if (!known)
    fields.account = `The portal knows no account ${account}. Its accounts: ${ctx.accounts.map(({ name }) => name).join(', ')}.`
  else if (!known.regions.includes(region))
    fields.region = `${known.name} has no registry in ${region}. Its regions: ${known.regions.join(', ')}.`
  if (Object.keys(fields).length > 0)
    throw new PortalError('invalid', 'Nothing was sent. Correct what is named below.', { fields })
}
