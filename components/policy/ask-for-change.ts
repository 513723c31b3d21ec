import { type Asking, placeFacts } from '@/components/requests/asking'
import { samePolicy } from '@/lib/policy/equality'
import { fromForm } from '@/lib/policy/form'
import type { RepositoryRef } from '@/lib/repositories/reference'
import type { Proposal } from '@/lib/requests/model'
import { documentOf, type Editing, type EditingReading } from './editing'

/** What somebody asks for who may not save their change, or whose saving was refused. */
export function askingForChange(
  repository: RepositoryRef,
  change: { base: string | null; editing: Editing; reading: EditingReading },
): Asking {
  return { ...placeFacts(repository), action: 'ecr:SetRepositoryPolicy', proposal: proposalOf(change) }
}

/** One statement more by itself, as it then goes on top of any policy; anything else as the whole policy. */
function proposalOf(change: { base: string | null; editing: Editing; reading: EditingReading }) {
  const { base, editing, reading } = change
  const { draft, suggestedSid } = reading
  if (editing.kind === 'add') {
    const statement = fromForm({ ...editing.form, sid: editing.form.sid || suggestedSid })
    return { kind: 'statement', statement: JSON.stringify(statement) } satisfies Proposal
  }
  if (!draft.ok || samePolicy(documentOf(base), draft.document)) return null
  return { kind: 'policy', base, draft: draft.document?.text ?? null } satisfies Proposal
}
