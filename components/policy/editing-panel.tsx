'use client'

import { type MouseEvent, useDeferredValue, useMemo, useState } from 'react'
import { prefillLink } from '@/components/access/prefill'
import { Button } from '@/components/ui/button'
import { ButtonLink } from '@/components/ui/button-link'
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
import { EditingForm, type EditingFormProps } from './editing-form'

/** By what a change is judged that this person would save alone; undefined if nothing limits them. */
export type Guard = Pick<RiskContext, 'accounts' | 'organizationIds'>

type PanelProps = Pick<
  EditingFormProps,
  'editing' | 'failure' | 'attempt' | 'saving' | 'reason' | 'onReason' | 'onSave' | 'onCancel'
> & {
  reading: EditingReading
  repository: RepositoryRef
  registry: RegistryHere
  /** The policy as ECR has it, and the same as text. */
  document: PolicyDocument | undefined
  base: string | null
  accounts: KnownAccounts
  refusal: string | undefined
  guard: Guard | undefined
  readPolicy: ReadPolicy
  onChange: (editing: Editing) => void
}

export function EditingPanel(props: PanelProps) {
  const { editing, reading, repository, document, accounts, refusal, failure, onChange } = props
  const { draft } = reading
  const [tried, setTried] = useState(0)
  const risks = useRisks(props)
  const isForOps = refusal !== undefined || risks.length > 0
  const mayAsk = isForOps || failure?.mayAsk === true
  const request = prefillLink(changePrefill(repository, { base: props.base, editing, reading }))
  const problems = problemsOf(editing, draft, allFindings(editing, reading))

  /** Only a change that could be saved can be requested; otherwise shows the same problems as saving. */
  function ask(event: MouseEvent) {
    if (Object.keys(problems).length === 0) return request.onClick()
    event.preventDefault()
    setTried((times) => times + 1)
  }

  return (
    <EditingForm
      {...props}
      draft={draft}
      problems={problems}
      tried={tried}
      canSave={!isForOps}
      onTry={() => setTried((times) => times + 1)}
      buttons={
        <>
          {mayAsk && (
            <ButtonLink look={isForOps ? 'primary' : 'plain'} href={request.href} onClick={ask}>
              Request this change
            </ButtonLink>
          )}
          {editing.kind === 'restore' && (
            <Button onClick={() => onChange({ kind: 'json', text: editing.text ?? '' })}>Edit JSON</Button>
          )}
        </>
      }
    >
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
    </EditingForm>
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
