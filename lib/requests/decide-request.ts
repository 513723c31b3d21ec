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
import { requireRequest } from './list-requests'
import type { AccessRequest } from './model'

const DecideInput = z
  .object({
    id: z.number().int().positive(),
    decision: z.enum(['grant', 'decline']),
    reason: z.string().trim().max(1000, 'Keep the reason below 1,000 characters.').default(''),
  })
  .refine(({ decision, reason }) => decision === 'grant' || reason !== '', {
    path: ['reason'],
    message: 'Say why. The person who asked reads this.',
  })

const UNDECIDED = {
  status: 'waiting',
  decidedById: null,
  decidedByName: null,
  decidedAt: null,
  decisionReason: null,
} as const

/**
 * Grants or declines a waiting request; of two reviewers one wins, and the other one's grant is never written. Granting
 * takes the request first and then writes the proposed statement, if there is one. When writing fails the request waits
 * again; a request that a crash left granted but not applied is applied by granting it once more.
 */
export async function decideRequest(ctx: Context, input: unknown): Promise<void> {
  const { id, decision, reason } = parseInput(DecideInput, input)
  const request = await requireRequest(ctx, id)
  authorize(ctx.actor, { to: 'request.decide', requesterId: request.requesterId })
  if (decision === 'grant' && request.status === 'granted') return applyProposal(ctx, request)

  await decide(ctx, request, decision, reason)
  if (decision === 'decline') return
  try {
    await applyProposal(ctx, request)
  } catch (error) {
    const db = await ctx.db()
    await db.update(accessRequests).set(UNDECIDED).where(eq(accessRequests.id, id))
    throw error
  }
}

async function decide(
  ctx: Context,
  request: AccessRequest,
  decision: 'grant' | 'decline',
  reason: string,
): Promise<void> {
  const status = decision === 'grant' ? 'granted' : 'declined'
  const db = await ctx.db()
  const won = await db.transaction(async (tx) => {
    const decided = await tx
      .update(accessRequests)
      .set({
        status,
        decidedById: ctx.actor.id,
        decidedByName: ctx.actor.name,
        decidedAt: ctx.now(),
        decisionReason: reason || null,
      })
      .where(and(eq(accessRequests.id, request.id), eq(accessRequests.status, 'waiting')))
      .returning({ id: accessRequests.id })
    if (decided.length === 0) return false
    await recordAudit(tx, ctx, {
      action: `request.${decision}`,
      ref: { account: request.account, region: request.region, name: request.repository },
      requestId: request.id,
      ...(reason && { reason }),
    })
    return true
  })
  if (!won) throw await decidedAlready(ctx, request.id)
}

async function decidedAlready(ctx: Context, id: number): Promise<PortalError> {
  const { status, decidedBy } = await requireRequest(ctx, id)
  return new PortalError(
    'conflict',
    `${decidedBy ?? 'Somebody'} has ${status} request #${id} already. Your decision was not recorded; reload the page to see theirs.`,
  )
}
