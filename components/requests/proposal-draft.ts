import { beginGrant, type Editing, NEW_FORM } from '@/components/policy/editing'
import { parseStatement } from '@/lib/policy/document'
import { toForm } from '@/lib/policy/form/form'
import type { Proposal } from '@/lib/requests/model'
import { proposedGrant } from '@/lib/requests/proposal/proposed-grant'

/** `was` is the proposal, and `base` the policy, from when editing began. */
export type ProposalDraft = {
  was: Proposal | null
  base: string | null
  editing: Editing
  submission: string
}

/** A proposal that the form can't show is edited as JSON, in the policy that it would become part of. */
export function beginProposal(proposal: Proposal | null, after: string | null): Editing {
  if (!proposal) return { kind: 'add', form: NEW_FORM, typed: '' }
  if (proposal.kind === 'policy') return { kind: 'json', text: after ?? proposal.draft ?? '' }
  const statement = originalOf(proposal)
  const reading = statement && toForm(statement)
  return reading?.ok ? beginGrant(reading.form) : { kind: 'json', text: after ?? '' }
}

/** The form's statement keeps the original spelling wherever the form didn't change it. */
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
