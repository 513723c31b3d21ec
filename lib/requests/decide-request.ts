import 'server-only'
import { and, eq } from 'drizzle-orm'
import { z } from 'zod'
import { recordAudit } from '@/lib/audit/record'
import { authorize } from '@/lib/auth/roles'
import type { Context } from '@/lib/context'
import { accessRequests } from '@/lib/db/schema'
import { PortalError } from '@/lib/errors'
import { parseInput } from '@/lib/parse-input'
import { applyProposal } from './apply-proposal'
import { countWaitingAnew } from './count-waiting'
import { requireRequest } from './list-requests'
import type { AccessRequest } from './model'

const Id = z.number().int().positive()
/** The policy as the reviewer saw it, to which the proposed statement is added; null for none. */
const Reviewed = z.string().max(70_000).nullable()

const DecideInput = z.discriminatedUnion('decision', [
  z.object({ id: Id, decision: z.literal('grant') }),
  z.object({ id: Id, decision: z.literal('grant-and-apply'), reviewed: Reviewed }),
  /** For a request that was granted, but whose statement a crash kept from being written. */
  z.object({ id: Id, decision: z.literal('apply'), reviewed: Reviewed }),
  z.object({
    id: Id,
    decision: z.literal('decline'),
    reason: z
      .string()
      .transform((text) => text.replaceAll('\0', '').trim())
      .pipe(
        z
          .string()
          .min(1, 'Say why. The person who asked reads this.')
          .max(1000, 'Keep the reason below 1,000 characters.'),
      ),
  }),
])

/**
 * Grants or declines a waiting request; of two reviewers one wins, and the other one's grant is never written. Granting
 * takes the request first and then writes the proposed statement; when writing fails the request waits again.
 */
export async function decideRequest(ctx: Context, input: unknown): Promise<void> {
  const wanted = parseInput(DecideInput, input)
  const request = await requireRequest(ctx, wanted.id)
  authorize(ctx.actor, { to: 'request.decide', requesterId: request.requesterId })
  switch (wanted.decision) {
    case 'grant':
      return decide(ctx, request, 'granted')
    case 'decline':
      return decide(ctx, request, 'declined', wanted.reason)
    case 'apply':
      if (request.status !== 'granted')
        throw new PortalError('conflict', `Request #${request.id} is not granted, so nothing was written.`)
      return applyProposal(ctx, request, wanted.reviewed)
    case 'grant-and-apply':
      await decide(ctx, request, 'granted')
      try {
        return await applyProposal(ctx, request, wanted.reviewed)
      } catch (error) {
        await takeBack(ctx, request, error)
        throw error
      }
  }
}

async function decide(
  ctx: Context,
  request: AccessRequest,
  status: 'granted' | 'declined',
  reason?: string,
): Promise<void> {
  const db = await ctx.db()
  const won = await db.transaction(async (tx) => {
    const decided = await tx
      .update(accessRequests)
      .set({
        status,
        decidedById: ctx.actor.id,
        decidedByName: ctx.actor.name,
        decidedAt: ctx.now(),
        decisionReason: reason ?? null,
      })
      .where(and(eq(accessRequests.id, request.id), eq(accessRequests.status, 'waiting')))
      .returning({ id: accessRequests.id })
    if (decided.length === 0) return false
    await recordAudit(
      tx,
      ctx,
      entryOf(request, status === 'granted' ? 'request.grant' : 'request.decline', reason),
    )
    return true
  })
  countWaitingAnew()
  if (!won) throw await decidedAlready(ctx, request.id)
}

/** The statement could not be written: the request waits again, and the record says why. */
async function takeBack(ctx: Context, request: AccessRequest, error: unknown): Promise<void> {
  const db = await ctx.db()
  await db.transaction(async (tx) => {
    await tx
      .update(accessRequests)
      .set({
        status: 'waiting',
        decidedById: null,
        decidedByName: null,
        decidedAt: null,
        decisionReason: null,
      })
      .where(
        and(
          eq(accessRequests.id, request.id),
          eq(accessRequests.status, 'granted'),
          eq(accessRequests.decidedById, ctx.actor.id),
        ),
      )
    await recordAudit(
      tx,
      ctx,
      entryOf(request, 'request.grant'),
      error instanceof Error ? error.message : String(error),
    )
  })
  countWaitingAnew()
}

function entryOf(request: AccessRequest, action: 'request.grant' | 'request.decline', reason?: string) {
  return {
    action,
    ref: { account: request.account, region: request.region, name: request.repository },
    requestId: request.id,
    ...(reason && { reason }),
  }
}

async function decidedAlready(ctx: Context, id: number): Promise<PortalError> {
  const { status, decidedBy } = await requireRequest(ctx, id)
  return new PortalError(
    'conflict',
    `${decidedBy ?? 'Somebody'} has ${status} request #${id} already. Your decision was not recorded; reload the page to see theirs.`,
  )
}
