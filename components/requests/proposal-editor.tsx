'use client'

import { useRouter } from 'next/navigation'
import { type FormEvent, useState, useTransition } from 'react'
import { callAction } from '@/components/forms/call-action'
import { useDraft } from '@/components/forms/use-draft'
import { allFindings, type Editing, problemsOf, readEditing } from '@/components/policy/editing'
import { EditingFields } from '@/components/policy/editing-fields'
import { Button } from '@/components/ui/button'
import { ErrorSummary } from '@/components/ui/error-summary'
import { Notice } from '@/components/ui/notice'
import type { KnownAccounts } from '@/lib/accounts/account-names'
import type { ActionResult } from '@/lib/http/action'
import { storedPolicy } from '@/lib/policy/document'
import type { RegistryHere } from '@/lib/policy/registry-side'
import type { RepositoryRef } from '@/lib/repositories/reference'
import type { Proposal } from '@/lib/requests/model'
import { sameProposal } from '@/lib/requests/proposal/same-proposal'
import { beginProposal, draftedProposal, type ProposalDraft } from './proposal-draft'

type EditorProps = {
  id: number
  repository: RepositoryRef
  proposal: Proposal | undefined
  /** The current policy, and the one including the proposal; null for none. */
  before: string | null
  after: string | null
  registry: RegistryHere
  accounts: KnownAccounts
  save: (input: unknown) => Promise<ActionResult<void>>
  close: () => void
}

/** A request's proposal, in the form of the permissions page, or the whole policy as JSON. */
export function ProposalEditor(props: EditorProps) {
  const { id, repository, before, accounts, save, close } = props
  const proposal = props.proposal ?? null
  const router = useRouter()
  const [attempt, setAttempt] = useState(0)
  const [failure, setFailure] = useState<string>()
  const [saving, startSaving] = useTransition()
  const { draft, change, reset } = useDraft<ProposalDraft>(`proposal:${id}`, {
    was: proposal,
    base: before,
    editing: beginProposal(proposal, props.after),
    submission: '',
  })
  const { was, editing } = draft
  // A statement is added to the current policy; a whole policy replaces the one that it started from.
  const document = storedPolicy(editing.kind === 'json' ? draft.base : before)
  const reading = readEditing(editing, document, accounts)
  const problems = problemsOf(editing, reading.draft, allFindings(editing, reading))
  const overtaken = !sameProposal(was, proposal)

  function edit(next: Editing) {
    change({ editing: next, submission: '' })
  }

  function editWholePolicy() {
    const drafted = reading.draft.ok ? reading.draft.document?.text : undefined
    change({ base: before, editing: { kind: 'json', text: drafted || (before ?? '') } })
  }

  function submit(event: FormEvent) {
    event.preventDefault()
    if (saving) return
    setAttempt((times) => times + 1)
    setFailure(undefined)
    if (!reading.draft.ok || Object.keys(problems).length > 0) return
    const wanted = draftedProposal(draft, reading.suggestedSid, reading.draft.document?.text ?? null)
    const submission = draft.submission || crypto.randomUUID()
    // Only someone who has seen the other change may overwrite it.
    change({ submission, was: proposal })
    startSaving(async () => {
      const result = await callAction(save, { id, submission, was: proposal, proposal: wanted })
      if (result.ok) {
        reset()
        close()
      } else if (result.code !== 'conflict') setFailure(result.message)
      router.refresh()
    })
  }

  return (
    <form
      onSubmit={submit}
      noValidate
      aria-label="Edit proposal"
      className="grid grid-cols-1 gap-5 rounded-card border border-control px-5 py-4"
    >
      <div className="flex flex-wrap items-center justify-between gap-2">
        <h2 className="text-base font-semibold">{proposal ? 'Edit proposal' : 'Propose a change'}</h2>
        {editing.kind === 'add' && (
          <Button small onClick={editWholePolicy}>
            Edit the whole policy instead
          </Button>
        )}
      </div>
      {overtaken && <OvertakenNotice />}
      <ErrorSummary attempt={attempt} message={failure} fields={attempt > 0 ? problems : {}} />
      <EditingFields
        editing={editing}
        reading={reading}
        repository={repository}
        registry={props.registry}
        document={document}
        accounts={accounts}
        problems={problems}
        tried={attempt > 0}
        onChange={edit}
      />
      <div className="flex flex-wrap items-center gap-2">
        <Button type="submit" look="primary" disabled={saving}>
          {saving ? 'Saving…' : overtaken ? 'Replace with mine' : 'Save proposal'}
        </Button>
        <Button
          onClick={() => {
            reset()
            close()
          }}
        >
          {overtaken ? 'Keep theirs, discard mine' : 'Cancel'}
        </Button>
        <span className="text-xs text-text-2">This only changes the request. Nothing is applied yet.</span>
      </div>
    </form>
  )
}

function OvertakenNotice() {
  return (
    <Notice tone="warning" title="Someone else has changed the proposal in the meantime" live>
      <p>
        Theirs is shown above and is what would be applied. Yours is kept here but not saved. Save yours to
        replace theirs, or discard it.
      </p>
    </Notice>
  )
}
