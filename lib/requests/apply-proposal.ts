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

/** Adds the proposed statement to the repository's policy as it is now. Undefined when nothing is proposed. */
export async function proposedPolicy(
  ctx: Context,
  request: AccessRequest,
): Promise<ProposedPolicy | undefined> {
  if (!request.proposal) return undefined
  const statement = parseStatement(request.proposal)
  if (!statement.ok)
    throw new PortalError(
      'invalid',
      `The proposed statement cannot be read: ${statement.problems[0]?.message}`,
    )
  const before = (await getPolicy(ctx, refOf(request))) ?? null
  const reading = before === null ? undefined : parsePolicy(before)
  if (reading && !reading.ok)
    throw new PortalError('conflict', 'The policy that is there now cannot be read as JSON.')
  const document = reading?.document
  const isThere = document?.statements.some((each) => sameStatement(each, statement.statement))
  return {
    statement: statement.statement,
    before,
    after: isThere && before !== null ? before : addStatement(document, statement.statement).text,
  }
}

/** Writes the proposed statement, through the same save as any change of a policy. Nothing happens when it is there. */
export async function applyProposal(ctx: Context, request: AccessRequest): Promise<void> {
  const proposed = await proposedPolicy(ctx, request)
  if (!proposed) return
  const saving = await savePolicy(ctx, {
    ref: refOf(request),
    base: proposed.before,
    draft: proposed.after,
    reason: `Request #${request.id}: ${request.why}`.slice(0, 1000),
  })
  if (saving.outcome === 'conflict')
    throw new PortalError(
      'conflict',
      'Somebody changed the policy at this moment. Nothing was written; look at it again and decide then.',
    )
}

function refOf({ account, region, repository }: AccessRequest) {
  return { account, region, name: repository }
}
