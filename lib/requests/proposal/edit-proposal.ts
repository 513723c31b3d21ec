import 'server-only'
import { z } from 'zod'
import { authorize } from '@/lib/auth/roles'
import type { Context } from '@/lib/context'
import { parseInput } from '@/lib/errors/parse-input'
import { PortalError } from '@/lib/errors/portal-error'
import { type PolicyDocument, type PolicyProblem, parsePolicy, parseStatement } from '@/lib/policy/document'
import { newPolicy } from '@/lib/policy/edit/edit'
import { newErrors } from '@/lib/policy/lint/new-findings'
import {
  addNote,
  changeRequest,
  recordOnRequest,
  requireOpen,
  setRequest,
} from '@/lib/requests/change-request'
import { type AccessRequest, Proposal, RequestId } from '@/lib/requests/model'
import { sameProposal } from './same-proposal'

const EditInput = z.object({
  id: RequestId,
  submission: z.uuid(),
  /** The proposal when editing began; null for none. */
  was: Proposal.nullable(),
  /** The new proposal; null for none. */
  proposal: Proposal.nullable(),
})

/**
 * Changes the proposal of an open request, for those who may decide it. Nothing is changed if someone else has changed
 * it since or AWS would reject the new one.
 */
export async function editProposal(ctx: Context, input: unknown): Promise<void> {
  const { id, submission, was, proposal } = parseInput(EditInput, input)
  await changeRequest(ctx, id, async (held) => {
    const { request } = held
    authorize(
      ctx.actor,
      { to: 'request.decide', requesterId: request.requesterId },
      { requestId: request.id },
    )
    if (sameProposal(request.proposal, proposal)) return
    if (proposal) requireWritable(ctx, request, proposal)
    const [before, after] = [request.proposal, proposal ?? undefined]
    if (!(await addNote(ctx, held, { submission, kind: 'proposal', text: '', before, after }))) return
    requireOpen(request)
    if (!sameProposal(before, was))
      throw new PortalError(
        'conflict',
        'Someone has changed the proposal since you started, so your change wasn’t saved. Review theirs first.',
      )
    await setRequest(held, { proposal })
    await recordOnRequest(ctx, held, 'request.propose', { before: textOf(before), after: textOf(after) })
  })
}

/** Reports what AWS would reject while it can still be corrected, not only when it is granted. */
function requireWritable(ctx: Context, { account, region }: AccessRequest, proposal: Proposal): void {
  const { before, after } = documentsOf(proposal)
  const errors = newErrors(before, after, { owner: account, accounts: ctx.accounts, region })
  if (errors.length > 0)
    refuse(`AWS would reject this, so it wasn’t saved. ${errors.map(({ message }) => message).join(' ')}`)
}

function documentsOf(proposal: Proposal): {
  before: PolicyDocument | undefined
  after: PolicyDocument | undefined
} {
  if (proposal.kind === 'policy')
    return { before: documentOf(proposal.base), after: documentOf(proposal.draft) }
  const reading = parseStatement(proposal.statement)
  return reading.ok
    ? { before: undefined, after: newPolicy([reading.statement]) }
    : unreadable(reading.problems)
}

function documentOf(text: string | null): PolicyDocument | undefined {
  if (text === null) return undefined
  const reading = parsePolicy(text)
  return reading.ok ? reading.document : unreadable(reading.problems)
}

function unreadable([problem]: readonly PolicyProblem[]): never {
  return refuse(`Nothing was saved. Line ${problem?.line}, column ${problem?.column}: ${problem?.message}`)
}

function refuse(message: string): never {
  throw new PortalError('invalid', message, { fields: { proposal: message } })
}

function textOf(proposal: Proposal | undefined): string | undefined {
  return (proposal?.kind === 'policy' ? proposal.draft : proposal?.statement) ?? undefined
}
