import { type PolicyDocument, parseStatement, storedPolicy } from '@/lib/policy/document'
import { addStatement } from '@/lib/policy/edit/edit'
import type { Proposal } from '@/lib/requests/model'

/** A proposal by itself: the policy it was based on and the result. A statement is based on none. */
export type ProposedDocuments = { before: PolicyDocument | undefined; after: PolicyDocument | undefined }

/** Unreadable text counts as no policy. */
export function proposedDocuments(proposal: Proposal): ProposedDocuments {
  if (proposal.kind === 'policy')
    return { before: storedPolicy(proposal.base), after: storedPolicy(proposal.draft) }
  const reading = parseStatement(proposal.statement)
  return {
    before: undefined,
    after: reading.ok ? addStatement(undefined, reading.statement) : undefined,
  }
}
