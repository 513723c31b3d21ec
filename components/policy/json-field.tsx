'use client'

import { useState } from 'react'
import { Field } from '@/components/ui/field'
import type { KnownAccounts } from '@/lib/accounts/account-names'
import { type Diagnostic, findingDiagnostics, problemDiagnostics } from '@/lib/policy/editor/diagnostics'
import type { Finding } from '@/lib/policy/lint/finding'
import { repairPolicy } from '@/lib/policy/paste/repair'
import { type Draft, problemWords } from './editing'
import { JsonEditor } from './json-editor'
import { RepairDone, RepairOffer } from './repair-notice'

type FieldProps = {
  text: string
  draft: Draft
  findings: readonly Finding[]
  accounts: KnownAccounts
  onChange: (text: string) => void
}

/** The same document as text. Anything pasted in another form is repaired step by step, and only if asked to. */
export function JsonField({ text, draft, findings, accounts, onChange }: FieldProps) {
  const [pasted, setPasted] = useState('')
  const [done, setDone] = useState<{ before: string; steps: readonly string[] }>()
  const error = problemWords(draft)
  const repair = repairOf(text) ?? (error ? repairOfPaste(pasted, text) : undefined)

  function change(next: string) {
    setDone(undefined)
    onChange(next)
  }

  /** The button disappears, so the focus moves to the text. */
  function replace(next: string) {
    onChange(next)
    document.getElementById('json')?.focus()
  }

  return (
    <div className="grid gap-3">
      <Field
        id="json"
        label="Policy"
        error={error}
        help="Paste whatever you have: a policy, even in quotes, output of the AWS CLI, Terraform or CloudFormation code, or a single statement. Leave it empty to delete the policy. Ctrl+Enter saves."
      >
        <JsonEditor
          id="json"
          label="Policy"
          text={text}
          diagnostics={diagnosticsOf(text, draft, findings)}
          accounts={accounts}
          describedBy={error ? 'json-error json-help' : 'json-help'}
          invalid={error !== undefined}
          onChange={change}
          onPaste={(all) => setPasted(all.replaceAll('\r\n', '\n'))}
        />
      </Field>
      {repair && (
        <RepairOffer
          {...repair}
          use={() => {
            setDone({ before: text, steps: repair.steps })
            replace(repair.text)
          }}
        />
      )}
      {done && (
        <RepairDone
          steps={done.steps}
          takeBack={() => {
            setDone(undefined)
            replace(done.before)
          }}
        />
      )}
    </div>
  )
}

function diagnosticsOf(text: string, draft: Draft, findings: readonly Finding[]): Diagnostic[] {
  if (!draft.ok) return problemDiagnostics(text, draft.problems)
  return draft.document ? findingDiagnostics(draft.document, findings) : []
}

type Offered = { text: string; steps: readonly string[]; title: string }

/** Even valid JSON may not be a policy yet: output of the AWS CLI, a template, a single statement. */
function repairOf(text: string): Offered | undefined {
  const repair = repairPolicy(text)
  return 'text' in repair && repair.steps.length > 0
    ? { ...repair, title: 'This isn’t a policy yet, but it can be turned into one' }
    : undefined
}

/** What was pasted into other text, if the two together can't be parsed. */
function repairOfPaste(pasted: string, text: string): Offered | undefined {
  const repair = repairPolicy(pasted)
  if ('problem' in repair || !text.includes(pasted)) return undefined
  const steps = [...repair.steps, 'Leave out the text around it.']
  return { text: repair.text, steps, title: 'What you pasted is a complete policy' }
}
