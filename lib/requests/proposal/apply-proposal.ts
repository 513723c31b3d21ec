import 'server-only'
import type { Context } from '@/lib/context'
import { PortalError } from '@/lib/errors/portal-error'
import { savePolicy } from '@/lib/permissions/save-policy'
import { sameStatement } from '@/lib/policy/compare/equality'
import { sidOf } from '@/lib/policy/compare/pairing'
import { type PolicyDocument, parsePolicy, parseStatement } from '@/lib/policy/document'
import { addStatement } from '@/lib/policy/edit/edit'
import { type PolicyConflict, rebase } from '@/lib/policy/edit/rebase'
import type { JsonObject } from '@/lib/policy/json/json'
import { type AccessRequest, repositoryOf } from '@/lib/requests/model'
import { wordList } from '@/lib/text/word-list'

/** A policy before and after a request's proposal; identical if it already grants that. Null is no policy. */
export type ProposedPolicy = {
  /** Set when one statement is proposed, and not a whole policy. */
  statement?: JsonObject
  before: string | null
  after: string | null
}

type Proposing = Pick<AccessRequest, 'account' | 'region' | 'repository' | 'proposal'>

/** A repository's policy, undefined for none, or why it could not be read. */
export type PolicyReading = string | undefined | PortalError

/** The policy with the proposal applied. Undefined without a proposal. */
export async function proposedPolicy(
  request: Proposing,
  reading: PolicyReading,
): Promise<ProposedPolicy | undefined> {
  if (!request.proposal) return undefined
  if (reading instanceof PortalError) throw reading
  return withProposal(request, reading ?? null)
}

/**
 * Applies the proposal to the policy the reviewer saw, saved like any other change: if the policy has since changed in
 * a way that matters, nothing is written.
 */
export async function applyProposal(
  ctx: Context,
  request: AccessRequest,
  reviewed: string | null,
): Promise<void> {
  const proposed = withProposal(request, reviewed)
  const saving = await savePolicy(ctx, {
    ref: repositoryOf(request),
    base: reviewed,
    draft: proposed.after,
    reason: `Request #${request.id}: ${request.why}`.slice(0, 1000),
  })
  if (saving.outcome === 'unconfirmed')
    throw new PortalError(
      'invalid',
      `${saving.because.join(' ')} Nothing was saved. Make this change on the repository’s Permissions page, where you confirm it by typing the repository’s name.`,
    )
  if (saving.outcome === 'conflict')
    throw new PortalError(
      'conflict',
      saving.mine === 'overwritten'
        ? 'Someone outside the portal saved another policy at the same moment, and theirs replaced yours. Review it, then decide.'
        : 'The policy has changed since you opened this page, so nothing was saved. Review it again, then decide.',
    )
}

function withProposal({ proposal }: Proposing, before: string | null): ProposedPolicy {
  if (!proposal)
    throw new PortalError('invalid', 'This request proposes nothing, so there is nothing to apply.')
  const now = read(before, 'The current policy')
  if (proposal.kind === 'statement') return withStatement(proposal.statement, now, before)
  const base = read(proposal.base, 'The policy that the proposal was based on')
  const rebased = rebase(base, now, read(proposal.draft, 'The proposed policy'))
  if (!rebased.ok)
    throw new PortalError(
      'conflict',
      `${conflictWords(rebased.conflicts)} changed in the policy since then. The proposal changes the same part, so it can’t be applied on top. Nothing was saved. Edit the proposal, or change the policy on the repository’s Permissions page.`,
    )
  return { before, after: rebased.changed ? (rebased.document?.text ?? null) : before }
}

function withStatement(
  proposed: string,
  document: PolicyDocument | undefined,
  before: string | null,
): ProposedPolicy {
  const parsed = parseStatement(proposed)
  if (!parsed.ok)
    throw new PortalError('invalid', `The proposed statement can’t be read: ${parsed.problems[0]?.message}`)
  const { statement } = parsed
  const isThere = document?.statements.some((each) => sameStatement(each, statement))
  const after = isThere && before !== null ? before : addStatement(document, statement).text
  return { statement, before, after }
}

function read(text: string | null, what: string): PolicyDocument | undefined {
  if (text === null) return undefined
  const reading = parsePolicy(text)
  if (!reading.ok) throw new PortalError('conflict', `${what} isn’t valid JSON.`)
  return reading.document
}

/** The parts of the policy that two people changed, as the start of a sentence. */
function conflictWords(conflicts: readonly PolicyConflict[]): string {
  const parts = conflicts.map(({ about, base, theirs, mine }) => {
    if (about === 'outside') return 'the part outside the statements (such as Version or Id)'
    const sid = sidOf(base) ?? sidOf(theirs) ?? sidOf(mine)
    return sid ? `statement ${sid}` : 'a statement without a Sid'
  })
  const words = wordList([...new Set(parts)])
  return `${words.charAt(0).toUpperCase()}${words.slice(1)} ${conflicts.length > 1 ? 'have' : 'has'}`
}
