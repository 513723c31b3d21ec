'use client'

import { type FormEvent, useState } from 'react'
import { Button, ButtonLink } from '@/components/ui/button'
import { ErrorSummary } from '@/components/ui/error-summary'
import { TextField } from '@/components/ui/field'
import { Notice } from '@/components/ui/notice'
import type { PolicyDocument } from '@/lib/policy/document'
import type { FormFinding } from '@/lib/policy/form-check'
import type { KnownAccounts } from '@/lib/policy/known-accounts'
import { applyFix, lintPolicy } from '@/lib/policy/lint'
import type { Finding, Fix } from '@/lib/policy/lint/finding'
import { newFindings } from '@/lib/policy/new-findings'
import { quoted } from '@/lib/policy/quoted'
import type { RepositoryRef } from '@/lib/repositories/reference'
import { askForChange } from './ask-for-change'
import { CopyFields, type ReadPolicy } from './copy-fields'
import { DraftView } from './draft-view'
import { type Editing, type EditingReading, type Filled, problemsOf } from './editing'
import { FindingList } from './finding-list'
import { JsonField } from './json-field'
import { PolicyLength } from './policy-length'
import { StatementFields } from './statement-form'
import type { Failure } from './use-policy-saving'

type PanelProps = {
  editing: Editing
  reading: EditingReading
  repository: RepositoryRef
  document: PolicyDocument | undefined
  accounts: KnownAccounts
  refusal: string | undefined
  failure: Failure | undefined
  attempt: number
  saving: boolean
  reason: string
  onReason: (reason: string) => void
  readPolicy: ReadPolicy
  onChange: (editing: Editing) => void
  onSave: (text: string | null) => void
  onCancel: () => void
}

const TITLES: Record<Editing['kind'], string> = {
  add: 'Grant access',
  change: 'Edit the statement',
  remove: 'Remove the statement',
  json: 'The policy as JSON',
  restore: 'Restore an earlier policy',
  copy: 'Copy from another repository',
}

/** One change, what it does to the policy, and the button that saves it. */
export function EditingPanel(props: PanelProps) {
  const { editing, reading, repository, document, accounts, refusal, failure, saving, onChange } = props
  const { draft, suggestedSid } = reading
  const [tried, setTried] = useState(0)
  const withForm = editing.kind === 'add' || editing.kind === 'change'
  const findings = [...reading.findings, ...(withForm ? leftovers(editing) : [])]
  const isReady = draft.ok && reading.findings.length === 0
  const ask = refusal !== undefined || failure?.forbidden === true
  const lintContext = { owner: repository.account, accounts, region: repository.region }
  const remarks = remarksOn()
  const problems = problemsOf(editing, draft, findings)

  /** All of them in the JSON, where everything is at hand; else those that the change brings. */
  function remarksOn(): Finding[] {
    if (!draft.ok || !draft.document || reading.findings.length > 0) return []
    return editing.kind === 'json'
      ? lintPolicy(draft.document, lintContext)
      : newFindings(document, draft.document, lintContext)
  }

  function settle(fix: Fix) {
    if (!draft.ok || !draft.document) return
    const edit = applyFix(draft.document, fix)
    onChange({ kind: 'json', text: edit.kind === 'document' ? edit.document.text : '' })
  }

  function submit(event: FormEvent) {
    event.preventDefault()
    // Ctrl+Enter asks no button whether it may be pressed.
    if (saving) return
    setTried((times) => times + 1)
    if (draft.ok && Object.keys(problems).length === 0) props.onSave(draft.document?.text ?? null)
  }

  return (
    <form
      onSubmit={submit}
      noValidate
      aria-label={TITLES[editing.kind]}
      className="grid grid-cols-1 gap-5 rounded-card border border-control px-5 py-4"
    >
      <h2 className="text-base font-semibold">{TITLES[editing.kind]}</h2>
      <ErrorSummary
        attempt={tried + props.attempt}
        message={failure?.message}
        fields={tried > 0 ? problems : {}}
      />
      {withForm && (
        <StatementFields
          form={editing.form}
          typed={editing.typed}
          suggestedSid={suggestedSid}
          accounts={accounts}
          findings={findings}
          tried={tried > 0}
          onChange={({ typed = editing.typed, ...changes }) =>
            onChange({ ...editing, typed, form: { ...editing.form, ...changes } })
          }
        />
      )}
      {editing.kind === 'json' && (
        <JsonField
          text={editing.text}
          draft={draft}
          findings={remarks}
          accounts={accounts}
          onChange={(text) => onChange({ kind: 'json', text })}
        />
      )}
      {editing.kind === 'copy' && (
        <CopyFields
          editing={editing}
          repository={repository}
          document={document}
          accounts={accounts}
          error={tried > 0 ? problems.source : undefined}
          read={props.readPolicy}
          onChange={onChange}
        />
      )}
      {isReady && (
        <DraftView
          before={document}
          after={draft.document}
          repository={repository}
          accounts={accounts}
          {...(editing.kind === 'restore' && { nothing: 'Nothing: this is the policy as it is now.' })}
        />
      )}
      <FindingList findings={remarks} {...(editing.kind === 'json' && { fix: settle })} />
      {ask && (
        <Notice tone="warning" title="Infrastructure operations saves this change">
          {refusal && <p>{refusal}</p>}
          <p>
            {editing.kind === 'add'
              ? 'What is filled in goes along with the request.'
              : 'Say in the request what shall change.'}
          </p>
        </Notice>
      )}
      {!refusal && (
        <TextField
          id="reason"
          label="Reason"
          optional
          value={props.reason}
          maxLength={1000}
          onChange={(event) => props.onReason(event.target.value)}
          help="In one line, for the history."
        />
      )}
      <div className="flex flex-wrap items-center gap-2">
        {!refusal && (
          <Button type="submit" look="primary" disabled={saving}>
            {saving ? 'Saving…' : 'Save'}
          </Button>
        )}
        {ask && (
          <ButtonLink
            look={refusal ? 'primary' : 'plain'}
            href={askForChange(repository, editing, suggestedSid)}
          >
            Ask for this change
          </ButtonLink>
        )}
        {editing.kind === 'restore' && (
          <Button onClick={() => onChange({ kind: 'json', text: editing.text ?? '' })}>Edit JSON</Button>
        )}
        <Button onClick={props.onCancel}>Cancel</Button>
        {draft.ok && draft.document && <PolicyLength document={draft.document} />}
      </div>
    </form>
  )
}

/** What is typed and was not taken is not to be saved around in silence. */
function leftovers({ form, typed }: Filled): FormFinding[] {
  return typed.trim() === '' || form.principals.kind === 'everyone'
    ? []
    : [{ field: 'principals', message: `${quoted(typed.trim())} names nobody. Correct it or clear it.` }]
}
