'use client'

import { TextField } from '@/components/ui/field'
import { Segments } from '@/components/ui/segments'
import type { StatementForm } from '@/lib/policy/form'
import type { FormFinding } from '@/lib/policy/form-check'
import type { FormPrincipals } from '@/lib/policy/form-principals'
import type { KnownAccounts } from '@/lib/policy/known-accounts'
import { ActionPicker } from './action-picker'
import { ConditionFields } from './condition-fields'
import { PrincipalInput } from './principal-input'

type FormProps = {
  form: StatementForm
  /** The name that is taken while none is typed. */
  suggestedSid: string
  accounts: KnownAccounts
  findings: readonly FormFinding[]
  typed: string
  onTyped: (text: string) => void
  onChange: (changes: Partial<StatementForm>) => void
}

/** The console's permission form, in its order: name, effect, principal, actions, conditions. */
export function StatementFields(props: FormProps) {
  const { form, suggestedSid, accounts, findings, typed, onTyped, onChange } = props
  const error = (field: FormFinding['field']) => findings.find((finding) => finding.field === field)?.message
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
        error={error('sid')}
        help="Its Sid. Leave it empty to take the suggestion."
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
            A Deny goes before every Allow, also before those in IAM policies.
          </p>
        )}
      </div>
      <Principals
        principals={form.principals}
        accounts={accounts}
        error={error('principals')}
        typed={typed}
        onTyped={onTyped}
        onChange={(principals) => onChange({ principals })}
      />
      <ActionPicker
        actions={form.actions}
        error={error('actions')}
        onChange={(actions) => onChange({ actions })}
      />
      <div>
        <ConditionFields conditions={form.conditions} onChange={(conditions) => onChange({ conditions })} />
        {error('conditions') && <p className="mt-1 text-xs text-error">{error('conditions')}</p>}
      </div>
    </div>
  )
}

type PrincipalsProps = {
  principals: FormPrincipals
  accounts: KnownAccounts
  error: string | undefined
  typed: string
  onTyped: (text: string) => void
  onChange: (principals: FormPrincipals) => void
}

const EMPTY: Record<FormPrincipals['kind'], FormPrincipals> = {
  aws: { kind: 'aws', accounts: [], entities: [] },
  service: { kind: 'service', services: [] },
  everyone: { kind: 'everyone' },
}

function Principals({ principals, accounts, error, typed, onTyped, onChange }: PrincipalsProps) {
  return (
    <div className="grid gap-2">
      <span className="font-medium">Principal</span>
      <div>
        <Segments
          label="Kind of principal"
          value={principals.kind}
          options={[
            ['aws', 'Accounts, roles, users'],
            ['service', 'Service principal'],
            ['everyone', 'Everyone (*)'],
          ]}
          onChange={(kind) => onChange(EMPTY[kind])}
        />
      </div>
      {principals.kind === 'aws' && (
        <PrincipalInput
          id="principals"
          label="AWS accounts and IAM entities"
          help="Account names or numbers, ARNs of roles and users; several at once. An account stands for all its users and roles whose own IAM policy allows it."
          values={[...principals.accounts, ...principals.entities]}
          accounts={accounts}
          error={error}
          text={typed}
          onText={onTyped}
          onChange={(values) => onChange(awsPrincipals(values))}
        />
      )}
      {principals.kind === 'service' && (
        <TextField
          id="principals"
          label="Service principal"
          value={principals.services.join(', ')}
          placeholder="lambda.amazonaws.com"
          className="font-mono"
          onChange={(event) =>
            onChange({ kind: 'service', services: event.target.value.split(/[\s,]+/).filter(Boolean) })
          }
          error={error}
          help="Name the account or ARN it acts for under Conditions, or any customer’s use of the service may pass."
        />
      )}
      {principals.kind === 'everyone' && (
        <p className="text-xs text-warning">
          Everyone is every AWS account in the world. Narrow it with a condition, for example to your
          organisation.
        </p>
      )}
    </div>
  )
}

/** Sorted into the fields in which the console asks for them. */
export function awsPrincipals(values: readonly string[]): FormPrincipals {
  if (values.includes('*')) return { kind: 'everyone' }
  const isAccount = (value: string) => /^[0-9]{12}$/.test(value)
  return {
    kind: 'aws',
    accounts: values.filter(isAccount),
    entities: values.filter((value) => !isAccount(value)),
  }
}
