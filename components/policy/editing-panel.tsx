'use client'

import { type FormEvent, type MouseEvent, useDeferredValue, useMemo, useState } from 'react'
import { prefillLink } from '@/components/access/prefill'
import { Button } from '@/components/ui/button'
import { ButtonLink } from '@/components/ui/button-link'
import { ErrorSummary } from '@/components/ui/error-summary'
import { TextField } from '@/components/ui/field'
import { Notice } from '@/components/ui/notice'
import type { KnownAccounts } from '@/lib/accounts/account-names'
import { newRisks, type RiskContext } from '@/lib/policy/compare/risks'
import type { PolicyDocument } from '@/lib/policy/document'
import type { RegistryHere } from '@/lib/policy/registry-side'
import type { RepositoryRef } from '@/lib/repositories/reference'
import { changePrefill } from './change-prefill'
import type { ReadPolicy } from './copy-fields'
import { allFindings, type Editing, type EditingReading, problemsOf } from './editing'
import { EditingFields } from './editing-fields'
import { PolicyLength } from './policy-length'
import type { Failure } from './use-policy-saving'

/** By what a change is judged that this person would save alone; undefined if nothing limits them. */
export type Guard = Pick<RiskContext, 'accounts' | 'organizationIds'>

type PanelProps = {
  editing: Editing
  reading: EditingReading
  repository: RepositoryRef
  registry: RegistryHere
  /** The policy as ECR has it, and the same as text. */
  document: PolicyDocument | undefined
  base: string | null
  accounts: KnownAccounts
  refusal: string | undefined
  guard: Guard | undefined
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

export function EditingPanel(props: PanelProps) {
  const { editing, reading, repository, document, accounts, refusal, failure, saving, onChange } = props
  const { draft } = reading
  const [tried, setTried] = useState(0)
  const risks = useRisks(props)
  const isForOps = refusal !== undefined || risks.length > 0
  const mayAsk = isForOps || failure?.mayAsk === true
  const request = prefillLink(changePrefill(repository, { base: props.base, editing, reading }))
  const problems = problemsOf(editing, draft, allFindings(editing, reading))

  function submit(event: FormEvent) {
    event.preventDefault()
    // Ctrl+Enter ignores the disabled button.
    if (saving) return
    setTried((times) => times + 1)
    if (draft.ok && Object.keys(problems).length === 0) props.onSave(draft.document?.text ?? null)
  }

  /** Only a change that could be saved can be requested; otherwise shows the same problems as saving. */
  function ask(event: MouseEvent) {
    if (Object.keys(problems).length === 0) return request.onClick()
    event.preventDefault()
    setTried((times) => times + 1)
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
      <EditingFields
        editing={editing}
        reading={reading}
        repository={repository}
        registry={props.registry}
        document={document}
        accounts={accounts}
        problems={problems}
        tried={tried > 0}
        readPolicy={props.readPolicy}
        onChange={onChange}
      />
      {mayAsk && (
        <Notice tone="warning" title="Only infrastructure operations can save this change">
          {refusal && <p>{refusal}</p>}
          {risks.map((sentence) => (
            <p key={sentence}>{sentence}</p>
          ))}
          <p>Your change is attached to the request.</p>
        </Notice>
      )}
      {!isForOps && (
        <TextField
          id="reason"
          label="Reason"
          optional
          value={props.reason}
          maxLength={1000}
          onChange={(event) => props.onReason(event.target.value)}
          help="One line, shown in the history."
        />
      )}
      <div className="flex flex-wrap items-center gap-2">
        {!isForOps && (
          <Button type="submit" look="primary" disabled={saving}>
            {saving ? 'Saving…' : 'Save'}
          </Button>
        )}
        {mayAsk && (
          <ButtonLink look={isForOps ? 'primary' : 'plain'} href={request.href} onClick={ask}>
            Request this change
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

/** Why the change as it stands is for operations, in sentences; proved behind the typing, which never waits for it. */
function useRisks({ guard, registry, repository, document, reading }: PanelProps): string[] {
  const { draft } = reading
  const after = useDeferredValue(draft.ok ? draft.document : document)
  const { account: owner } = repository
  return useMemo(
    () =>
      guard ? newRisks(document, after, { ...guard, owner, registry }).map(({ sentence }) => sentence) : [],
    [guard, document, after, owner, registry],
  )
}
