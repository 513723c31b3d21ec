import 'server-only'
import type { Context } from '@/lib/context'
import { PortalError } from '@/lib/errors/portal-error'
import { savePolicy } from '@/lib/permissions/save-policy'
import { sameStatement } from '@/lib/policy/compare/equality'
import { sidOf } from '@/lib/policy/compare/pairing'
import { type PolicyDocument, parsePolicy, parseStatement } from '@/lib/policy/document'
import { addStatement } from '@/lib/policy/edit/edit'
import { type Clash, rebase } from '@/lib/policy/edit/rebase'
import type { JsonObject } from '@/lib/policy/json/json'
import { type AccessRequest, repositoryOf } from '@/lib/requests/model'
import { wordList } from '@/lib/text/word-list'

/** A policy before and after what a request proposes; the same when it says so already. Null is no policy. */
export type ProposedPolicy = {
  /** Set when one statement is proposed, and not a whole policy. */
  statement?: JsonObject
  before: string | null
  after: string | null
}

type Proposing = Pick<AccessRequest, 'account' | 'region' | 'repository' | 'proposal'>

/** A repository's policy as it was read, undefined for none, or why it could not be read. */
export type PolicyReading = string | undefined | PortalError

/** What the proposal would make of the policy that was read. Undefined when nothing is proposed. */
export async function proposedPolicy(
  request: Proposing,
  reading: PolicyReading,
): Promise<ProposedPolicy | undefined> {
  if (!request.proposal) return undefined
  if (reading instanceof PortalError) throw reading
  return withProposal(request, reading ?? null)
}

/**
 * Puts what is proposed into the policy that the reviewer looked at, through the same save as any change: when
 * the policy has changed since in a way that matters, nothing is written.
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
      `${saving.because.join(' ')} Nothing was written. Such a change is made on the repository’s Permissions page, where its name has to be typed in.`,
    )
  if (saving.outcome === 'conflict')
    throw new PortalError(
      'conflict',
      saving.mine === 'overwritten'
        ? 'Somebody outside the portal wrote another policy at the same moment, and theirs is there now. Look at it again and decide then.'
        : 'The policy has changed since you opened this page, so nothing was written. Look at it again as it is now, and decide then.',
    )
}

function withProposal({ proposal }: Proposing, before: string | null): ProposedPolicy {
  if (!proposal) throw new PortalError('invalid', 'Nothing is proposed, so there is nothing to write.')
  const now = read(before, 'The policy that is there now')
  if (proposal.kind === 'statement') return withStatement(proposal.statement, now, before)
  const base = read(proposal.base, 'The policy that the proposal began with')
  const rebased = rebase(base, now, read(proposal.draft, 'The proposed policy'))
  if (!rebased.ok)
    throw new PortalError(
      'conflict',
      `${clashWords(rebased.clashes)} changed in the policy since, and the proposal changes the same, so it cannot be put on top. Nothing was written. Edit the proposal, or change the policy on the repository’s Permissions page.`,
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
    throw new PortalError('invalid', `The proposed statement cannot be read: ${parsed.problems[0]?.message}`)
  const { statement } = parsed
  const isThere = document?.statements.some((each) => sameStatement(each, statement))
  const after = isThere && before !== null ? before : addStatement(document, statement).text
  return { statement, before, after }
}

function read(text: string | null, what: string): PolicyDocument | undefined {
  if (text === null) return undefined
  const reading = parsePolicy(text)
  if (!reading.ok) throw new PortalError('conflict', `${what} cannot be read as JSON.`)
  return reading.document
}

/** Which parts of the policy two people changed, as the beginning of a sentence. */
function clashWords(clashes: readonly Clash[]): string {
  const parts = clashes.map(({ about, base, theirs, mine }) => {
    if (about === 'outside') return 'what stands beside the statements, such as Version or Id,'
    const sid = sidOf(base) ?? sidOf(theirs) ?? sidOf(mine)
    return sid ? `statement ${sid}` : 'a statement without a Sid'
  })
  const words = wordList([...new Set(parts)])
  return `${words.charAt(0).toUpperCase()}${words.slice(1)} ${clashes.length > 1 ? 'were' : 'was'}`
}
