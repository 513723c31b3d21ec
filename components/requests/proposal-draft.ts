import { beginGrant, type Editing, NEW_FORM } from '@/components/policy/editing'
import { parseStatement } from '@/lib/policy/document'
import { toForm } from '@/lib/policy/form/form'
import type { Proposal } from '@/lib/requests/model'
import { proposedGrant } from '@/lib/requests/proposal/proposed-grant'

/** `was` is what was proposed, and `base` the policy, when the editing began. */
export type ProposalDraft = {
  was: Proposal | null
  base: string | null
  editing: Editing
  submission: string
}

/** What the form cannot show is edited as JSON, in the policy that it would become part of. */
export function beginProposal(proposal: Proposal | null, after: string | null): Editing {
  if (!proposal) return { kind: 'add', form: NEW_FORM, typed: '' }
  if (proposal.kind === 'policy') return { kind: 'json', text: after ?? proposal.draft ?? '' }
  const statement = originalOf(proposal)
  const reading = statement && toForm(statement)
  return reading?.ok ? beginGrant(reading.form) : { kind: 'json', text: after ?? '' }
}

/** The statement of the form keeps the spelling of the one that it began with, wherever the form left it alone. */
export function draftedProposal(
  { was, base, editing }: ProposalDraft,
  suggestedSid: string,
  text: string | null,
): Proposal {
  if (editing.kind !== 'add') return { kind: 'policy', base, draft: text }
  return proposedGrant(editing.form, suggestedSid, was ? originalOf(was) : undefined)
}

function originalOf(proposal: Proposal) {
  const reading = proposal.kind === 'statement' ? parseStatement(proposal.statement) : undefined
  return reading?.ok ? reading.statement : undefined
}
