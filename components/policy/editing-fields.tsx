'use client'

import type { KnownAccounts } from '@/lib/accounts/account-names'
import type { PolicyDocument } from '@/lib/policy/document'
import type { Finding, Fix } from '@/lib/policy/lint/finding'
import { applyFix, lintPolicy } from '@/lib/policy/lint/lint'
import { newFindings } from '@/lib/policy/lint/new-findings'
import type { RegistryHere } from '@/lib/policy/registry-side'
import type { RepositoryRef } from '@/lib/repositories/reference'
import { CopyFields, type ReadPolicy } from './copy-fields'
import { DraftView } from './draft-view'
import { allFindings, type Editing, type EditingReading } from './editing'
import { FindingList } from './finding-list'
import { JsonField } from './json-field'
import { StatementFields } from './statement-form'

type FieldsProps = {
  editing: Editing
  reading: EditingReading
  repository: RepositoryRef
  registry: RegistryHere
  document: PolicyDocument | undefined
  accounts: KnownAccounts
  /** Problems by field, once saving was tried. */
  problems: Record<string, string>
  /** Whether saving was tried. */
  tried: boolean
  /** Absent if nothing can be copied. */
  readPolicy?: ReadPolicy
  onChange: (editing: Editing) => void
}

/** The fields of one change, what it does to the policy, and its findings. */
export function EditingFields(props: FieldsProps) {
  const { editing, reading, repository, document, accounts, tried, readPolicy, onChange } = props
  const { draft, suggestedSid } = reading
  const lintContext = { owner: repository.account, accounts, region: repository.region }
  const lintFindings = lint()

  /** All findings in the JSON editor, where everything can be edited; otherwise only those of the change. */
  function lint(): Finding[] {
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

  return (
    <>
      {(editing.kind === 'add' || editing.kind === 'change') && (
        <StatementFields
          form={editing.form}
          typed={editing.typed}
          suggestedSid={suggestedSid}
          accounts={accounts}
          findings={allFindings(editing, reading)}
          tried={tried}
          onChange={({ typed = editing.typed, ...changes }) =>
            onChange({ ...editing, typed, form: { ...editing.form, ...changes } })
          }
        />
      )}
      {editing.kind === 'json' && (
        <JsonField
          text={editing.text}
          draft={draft}
          findings={lintFindings}
          accounts={accounts}
          onChange={(text) => onChange({ kind: 'json', text })}
        />
      )}
      {editing.kind === 'copy' && readPolicy && (
        <CopyFields
          editing={editing}
          repository={repository}
          document={document}
          accounts={accounts}
          error={tried ? props.problems.source : undefined}
          read={readPolicy}
          onChange={onChange}
        />
      )}
      {draft.ok && reading.findings.length === 0 && (
        <DraftView
          before={document}
          after={draft.document}
          repository={repository}
          registry={props.registry}
          accounts={accounts}
          {...(editing.kind === 'restore' && { nothing: 'Nothing. This already is the current policy.' })}
        />
      )}
      <FindingList findings={lintFindings} {...(editing.kind === 'json' && { fix: settle })} />
    </>
  )
}
