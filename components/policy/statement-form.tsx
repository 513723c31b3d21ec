'use client'

import { useState } from 'react'
import { TextField } from '@/components/ui/field'
import { Segments } from '@/components/ui/segments'
import type { KnownAccounts } from '@/lib/accounts/account-names'
import type { Registry } from '@/lib/accounts/registry'
import type { StatementForm } from '@/lib/policy/form/form'
import type { FormField, FormFinding } from '@/lib/policy/form/form-check'
import { ActionPicker } from './action-picker'
import { ConditionFields } from './condition-fields'
import type { Filled } from './editing'
import { PrincipalFields } from './principal-fields'
import { ResourceField } from './resource-field'

type FormProps = Filled & {
  /** The Sid that is used if none is typed. */
  suggestedSid: string
  accounts: KnownAccounts
  /** Where the statement says for which repositories it is. */
  registry?: Registry | undefined
  findings: readonly FormFinding[]
  /** Whether saving was tried, so that every problem is shown. */
  tried: boolean
  onChange: (changes: Partial<StatementForm & Pick<Filled, 'typed'>>) => void
}

/** The console's permission form, in its order: name, effect, principal, actions, conditions. */
export function StatementFields(props: FormProps) {
  const { form, typed, suggestedSid, accounts, registry, findings, tried, onChange } = props
  const [left, setLeft] = useState<readonly FormField[]>([])
  const leave = (field: FormField) => setLeft((fields) => [...new Set([...fields, field])])
  const told = findings.filter(({ field }) => tried || left.includes(field))
  const error = (field: FormField) => told.find((finding) => finding.field === field)?.message
  return (
    <div className="grid gap-5">
      <TextField
        id="sid"
        label="Statement name"
        value={form.sid}
        placeholder={suggestedSid}
        maxLength={200}
        className="font-mono"
        onChange={(event) => onChange({ sid: event.target.value })}
        onBlur={({ relatedTarget }) => {
          // An error that appears now would move the button that is being clicked; saving shows it anyway.
          const saves = relatedTarget instanceof HTMLButtonElement && relatedTarget.type === 'submit'
          if (!saves) leave('sid')
        }}
        error={error('sid')}
        help="The Sid. Leave it empty to use the suggestion."
      />
      <div className="grid gap-1">
        <span className="font-medium">Effect</span>
        <div>
          <Segments
            label="Effect"
            value={form.effect}
            options={[
              ['Allow', 'Allow'],
              ['Deny', 'Deny'],
            ]}
            onChange={(effect) => onChange({ effect })}
          />
        </div>
        {form.effect === 'Deny' && (
          <p className="text-xs text-text-2">
            A Deny overrides every Allow, including those in IAM policies.
          </p>
        )}
      </div>
      <PrincipalFields
        principals={form.principals}
        typed={typed}
        accounts={accounts}
        error={error('principals')}
        onChange={onChange}
      />
      <ActionPicker
        actions={form.actions}
        error={error('actions')}
        onChange={(actions) => onChange({ actions })}
      />
      {form.resources && registry && (
        <ResourceField
          resources={form.resources}
          registry={registry}
          error={error('resources')}
          onChange={(resources) => onChange({ resources })}
          onLeave={() => leave('resources')}
        />
      )}
      <ConditionFields
        conditions={form.conditions}
        findings={told.filter(({ field }) => field === 'conditions')}
        onLeave={() => leave('conditions')}
        onChange={(conditions) => onChange({ conditions })}
      />
    </div>
  )
}
