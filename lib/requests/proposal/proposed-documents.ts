import { type PolicyDocument, parseStatement, storedPolicy } from '@/lib/policy/document'
import { addStatement } from '@/lib/policy/edit/edit'
import type { Proposal } from '@/lib/requests/model'

/** What a proposal says by itself: the policy that it began with, and what it makes of that. A statement begins with none. */
export type ProposedDocuments = { before: PolicyDocument | undefined; after: PolicyDocument | undefined }

/** A text in it that cannot be read counts as no policy. */
export function proposedDocuments(proposal: Proposal): ProposedDocuments {
  if (proposal.kind === 'policy')
    return { before: storedPolicy(proposal.base), after: storedPolicy(proposal.draft) }
  const reading = parseStatement(proposal.statement)
  return {
    before: undefined,
    after: reading.ok ? addStatement(undefined, reading.statement) : undefined,
  }
}
