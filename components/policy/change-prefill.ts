import { type Prefill, repositoryFacts } from '@/components/access/prefill'
import { samePolicy } from '@/lib/policy/compare/equality'
import { storedPolicy } from '@/lib/policy/document'
import type { RepositoryRef } from '@/lib/repositories/reference'
import type { Proposal } from '@/lib/requests/model'
import { proposedGrant } from '@/lib/requests/proposal/proposed-grant'
import type { Editing, EditingReading } from './editing'

/** The request of someone who may not save their change, or whose attempt to save was refused. */
export function changePrefill(
  repository: RepositoryRef,
  change: { base: string | null; editing: Editing; reading: EditingReading },
): Prefill {
  return { ...repositoryFacts(repository), action: 'ecr:SetRepositoryPolicy', proposal: proposalOf(change) }
}

/** A single new statement, which can be added to any policy; anything else as the whole policy. */
function proposalOf(change: { base: string | null; editing: Editing; reading: EditingReading }) {
  const { base, editing, reading } = change
  const { draft, suggestedSid } = reading
  if (editing.kind === 'add') {
    return proposedGrant(editing.form, suggestedSid)
  }
  if (!draft.ok || samePolicy(storedPolicy(base), draft.document)) return null
  return { kind: 'policy', base, draft: draft.document?.text ?? null } satisfies Proposal
}
