'use client'

import { useState } from 'react'
import { allFindings, type EditingReading, problemsOf } from '@/components/policy/editing'
import { EditingForm, type EditingFormProps } from '@/components/policy/editing-form'
import { FindingList } from '@/components/policy/finding-list'
import { JsonField } from '@/components/policy/json-field'
import { StatementFields } from '@/components/policy/statement-form'
import { Button } from '@/components/ui/button'
import type { KnownAccounts } from '@/lib/accounts/account-names'
import type { Registry } from '@/lib/accounts/registry'
import type { PolicyDocument } from '@/lib/policy/document'
import type { Finding, Fix } from '@/lib/policy/lint/finding'
import { applyFix, lintPolicy } from '@/lib/policy/lint/lint'
import { newFindings } from '@/lib/policy/lint/new-findings'
import { type PreviewRegistryPolicy, RegistryPreview } from './registry-preview'

type PanelProps = Pick<
  EditingFormProps,
  'editing' | 'failure' | 'attempt' | 'saving' | 'reason' | 'onReason' | 'onSave' | 'onCancel'
> & {
  reading: EditingReading
  registry: Registry
  document: PolicyDocument | undefined
  accounts: KnownAccounts
  preview: PreviewRegistryPolicy
  onChange: (editing: EditingFormProps['editing']) => void
}

/** One change of a registry’s policy: the form or the JSON of a repository’s, and which repositories it touches. */
export function RegistryEditingPanel(props: PanelProps) {
  const { editing, reading, registry, document, accounts, onChange } = props
  const { draft, suggestedSid } = reading
  const [tried, setTried] = useState(0)
  const problems = problemsOf(editing, draft, allFindings(editing, reading))
  const context = {
    owner: registry.account,
    accounts,
    region: registry.region,
    policyOf: 'registry',
  } as const
  const findings = lint()

  function lint(): Finding[] {
    if (!draft.ok || !draft.document || reading.findings.length > 0) return []
    return editing.kind === 'json'
      ? lintPolicy(draft.document, context)
      : newFindings(document, draft.document, context)
  }

  function settle(fix: Fix) {
    if (!draft.ok || !draft.document) return
    const edit = applyFix(draft.document, fix)
    onChange({ kind: 'json', text: edit.kind === 'document' ? edit.document.text : '' })
  }

  return (
    <EditingForm
      {...props}
      draft={draft}
      problems={problems}
      tried={tried}
      canSave
      onTry={() => setTried((times) => times + 1)}
      buttons={
        editing.kind === 'restore' && (
          <Button onClick={() => onChange({ kind: 'json', text: editing.text ?? '' })}>Edit JSON</Button>
        )
      }
    >
      {(editing.kind === 'add' || editing.kind === 'change') && (
        <StatementFields
          form={editing.form}
          typed={editing.typed}
          suggestedSid={suggestedSid}
          accounts={accounts}
          registry={registry}
          findings={allFindings(editing, reading)}
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
          findings={findings}
          accounts={accounts}
          onChange={(text) => onChange({ kind: 'json', text })}
        />
      )}
      {draft.ok && reading.findings.length === 0 && (
        <RegistryPreview
          registry={registry}
          before={document}
          after={draft.document}
          preview={props.preview}
        />
      )}
      <FindingList findings={findings} {...(editing.kind === 'json' && { fix: settle })} />
    </EditingForm>
  )
}
