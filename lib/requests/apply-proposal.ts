import 'server-only'
import type { Context } from '@/lib/context'
import { PortalError } from '@/lib/errors'
import { getPolicy } from '@/lib/permissions/get-policy'
import { savePolicy } from '@/lib/permissions/save-policy'
import { parsePolicy, parseStatement } from '@/lib/policy/document'
import { addStatement } from '@/lib/policy/edit'
import { sameStatement } from '@/lib/policy/equality'
import type { JsonObject } from '@/lib/policy/json'
import type { AccessRequest } from './model'

/** A policy before and after the statement that a request proposes; the same when the statement is in it already. */
export type ProposedPolicy = { statement: JsonObject; before: string | null; after: string }

/** What the proposed statement would make of the policy as it is now. Undefined when nothing is proposed. */
export async function proposedPolicy(
  ctx: Context,
  request: AccessRequest,
): Promise<ProposedPolicy | undefined> {
  if (!request.proposal) return undefined
  return withProposal(request, (await getPolicy(ctx, refOf(request))) ?? null)
}

/**
 * Writes the proposed statement into the policy that the reviewer looked at, through the same save as any change: when
 * the policy has changed since in a way that matters, nothing is written.
 */
export async function applyProposal(
  ctx: Context,
  request: AccessRequest,
  reviewed: string | null,
): Promise<void> {
  const proposed = withProposal(request, reviewed)
  const saving = await savePolicy(ctx, {
    ref: refOf(request),
    base: reviewed,
    draft: proposed.after,
    reason: `Request #${request.id}: ${request.why}`.slice(0, 1000),
  })
  if (saving.outcome === 'unconfirmed')
    throw new PortalError(
      'invalid',
      `${saving.because.join(' ')} Nothing was written. Such a change is made on the repository’s Permissions page, where its name has to be typed in.`,
    )
  if (saving.outcome === 'conflict')
    throw new PortalError(
      'conflict',
      saving.mine === 'overwritten'
        ? 'Somebody outside the portal wrote another policy at the same moment, and theirs is there now. Reload the page, look at it again and decide then.'
        : 'The policy has changed since you opened this page, so nothing was written. Reload the page, look at it again and decide then.',
    )
}

function withProposal(request: AccessRequest, before: string | null): ProposedPolicy {
  const parsed = parseStatement(request.proposal ?? '')
  if (!parsed.ok)
    throw new PortalError('invalid', `The proposed statement cannot be read: ${parsed.problems[0]?.message}`)
  const reading = before === null ? undefined : parsePolicy(before)
  if (reading && !reading.ok)
    throw new PortalError('conflict', 'The policy that is there now cannot be read as JSON.')
  const { statement } = parsed
  const document = reading?.document
  const isThere = document?.statements.some((each) => sameStatement(each, statement))
  const after = isThere && before !== null ? before : addStatement(document, statement).text
  return { statement, before, after }
}

function refOf({ account, region, repository }: AccessRequest) {
  return { account, region, name: repository }
}
