import 'server-only'
import { z } from 'zod'
import { authorize } from '@/lib/auth/roles'
import type { Context } from '@/lib/context'
import { parseInput } from '@/lib/errors/parse-input'
import { PortalError, toPortalError } from '@/lib/errors/portal-error'
import { changeRequest, recordOnRequest, requireOpen, setRequest } from './change-request'
import { comment } from './comment'
import { requireRequest } from './list-requests'
import { type AccessRequest, Proposal, RequestId } from './model'
import { applyProposal } from './proposal/apply-proposal'
import { sameProposal } from './proposal/same-proposal'

/** What the reviewer saw: the policy (null for none) and the proposal. */
const SEEN = { reviewed: z.string().max(70_000).nullable(), proposal: Proposal }

const DecideInput = z.discriminatedUnion('decision', [
  z.object({ id: RequestId, decision: z.literal('grant') }),
  z.object({ id: RequestId, decision: z.literal('grant-and-apply'), ...SEEN }),
  /** For a granted request whose proposal was not written because of a crash. */
  z.object({ id: RequestId, decision: z.literal('apply'), ...SEEN }),
  z.object({
    id: RequestId,
    decision: z.literal('decline'),
    reason: comment('Give a reason. The requester will see it.'),
  }),
])

/**
 * Grants or declines an open request. Of two reviewers one wins, and the other's grant is never written. The request is
 * granted first and its proposal written second; if writing fails, the request is open again.
 */
export async function decideRequest(ctx: Context, input: unknown): Promise<void> {
  const wanted = parseInput(DecideInput, input)
  switch (wanted.decision) {
    case 'grant':
      await decide(ctx, wanted.id, { status: 'granted' })
      return
    case 'decline':
      await decide(ctx, wanted.id, { status: 'declined', reason: wanted.reason })
      return
    case 'apply':
      return applyProposal(ctx, await requireGranted(ctx, wanted.id, wanted.proposal), wanted.reviewed)
    case 'grant-and-apply': {
      const taken = await decide(ctx, wanted.id, { status: 'granted', seen: wanted.proposal })
      try {
        return await applyProposal(ctx, taken, wanted.reviewed)
      } catch (error) {
        await takeBack(ctx, taken, error).catch((failure: unknown) => {
          throw staysGranted(taken, error, failure)
        })
        throw error
      }
    }
  }
}

type Decision = { status: 'granted'; seen?: Proposal } | { status: 'declined'; reason: string }

/** Returns the request as it was before the decision. */
async function decide(ctx: Context, id: number, decision: Decision): Promise<AccessRequest> {
  const { status } = decision
  const reason = status === 'declined' ? decision.reason : undefined
  return changeRequest(ctx, id, async (held) => {
    const { request } = held
    authorize(
      ctx.actor,
      { to: 'request.decide', requesterId: request.requesterId },
      { requestId: request.id },
    )
    requireOpen(request)
    if (status === 'granted' && decision.seen) requireSeen(request, decision.seen)
    await setRequest(held, {
      status,
      decidedById: ctx.actor.id,
      decidedByName: ctx.actor.name,
      decidedAt: ctx.now(),
      decisionReason: reason ?? null,
    })
    await recordOnRequest(ctx, held, status === 'granted' ? 'request.grant' : 'request.decline', { reason })
    return request
  })
}

/** Reopens a request whose proposal could not be written, and records why. */
async function takeBack(ctx: Context, before: AccessRequest, error: unknown): Promise<void> {
  await changeRequest(ctx, before.id, async (held) => {
    await setRequest(held, {
      status: before.status,
      decidedById: null,
      decidedByName: null,
      decidedAt: null,
      decisionReason: null,
    })
    await recordOnRequest(
      ctx,
      held,
      'request.grant',
      {},
      error instanceof Error ? error.message : String(error),
    )
  })
}

async function requireGranted(ctx: Context, id: number, seen: Proposal): Promise<AccessRequest> {
  const request = await requireRequest(ctx, id)
  authorize(ctx.actor, { to: 'request.decide', requesterId: request.requesterId }, { requestId: request.id })
  if (request.status !== 'granted')
    throw new PortalError('conflict', `Request #${request.id} hasn’t been granted, so nothing was saved.`)
  requireSeen(request, seen)
  return request
}

/** The database failed between the grant and the writing of its proposal. The reviewer is told what they will find. */
function staysGranted({ id }: AccessRequest, error: unknown, failure: unknown): unknown {
  if (!toPortalError(failure, 'writing')) return failure
  const because = toPortalError(error, 'changing')?.message ?? 'Saving the proposal failed unexpectedly.'
  return new PortalError(
    'database-unavailable',
    `${because} Request #${id} had already been granted and couldn’t be reopened, so it still shows as granted. Open it when the database is back: you can apply anything that is missing from the policy there.`,
    { cause: failure },
  )
}

/** Only what the reviewer has read is written. */
function requireSeen({ proposal }: AccessRequest, seen: Proposal): void {
  if (!sameProposal(proposal, seen))
    throw new PortalError(
      'conflict',
      'Someone has changed the proposal since you opened this page, so nothing was saved. Review the new proposal, then decide.',
    )
}
