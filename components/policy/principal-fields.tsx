import { useRef } from 'react'
import { Segments } from '@/components/ui/segments'
import type { KnownAccounts } from '@/lib/accounts/account-names'
import type { FormPrincipals } from '@/lib/policy/form/form-principals'
import { PrincipalInput } from './principal-input'

type FieldsProps = {
  principals: FormPrincipals
  typed: string
  accounts: KnownAccounts
  error: string | undefined
  onChange: (changes: { principals: FormPrincipals; typed?: string }) => void
}

type Kind = FormPrincipals['kind']

const EMPTY: Record<Kind, FormPrincipals> = {
  aws: { kind: 'aws', accounts: [], entities: [] },
  service: { kind: 'service', services: [] },
  everyone: { kind: 'everyone' },
}

/** Who the statement applies to, by the console's kinds of principals. What is filled in for the other kinds is kept. */
export function PrincipalFields({ principals, typed, accounts, error, onChange }: FieldsProps) {
  const filled = useRef(EMPTY)

  function choose(kind: Kind) {
    filled.current = { ...filled.current, [principals.kind]: principals }
    onChange({ principals: filled.current[kind] })
  }

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
          onChange={choose}
        />
      </div>
      {principals.kind === 'aws' && (
        <PrincipalInput
          key="aws"
          id="principals"
          field="aws"
          label="AWS accounts and IAM entities"
          help="Account names or IDs, or ARNs of roles and users; several at once. An account includes all its users and roles whose own IAM policies allow it."
          values={[...principals.accounts, ...principals.entities]}
          text={typed}
          accounts={accounts}
          error={error}
          onChange={(values, text) => onChange({ principals: awsPrincipals(values), typed: text })}
        />
      )}
      {principals.kind === 'service' && (
        <PrincipalInput
          key="service"
          id="principals"
          field="service"
          label="Service principal"
          help="For example lambda.amazonaws.com; several at once. Restrict the account or ARN it acts for under Conditions; otherwise any AWS customer can get access through the service."
          values={principals.services}
          text={typed}
          accounts={accounts}
          error={error}
          onChange={(services, text) => onChange({ principals: { kind: 'service', services }, typed: text })}
        />
      )}
      {principals.kind === 'everyone' && (
        <p className="text-xs text-warning">
          Everyone means every AWS account in the world. Restrict it with a condition, for example to your
          organisation.
        </p>
      )}
    </div>
  )
}

/** Sorted into the console's fields. */
function awsPrincipals(values: readonly string[]): FormPrincipals {
  const isAccount = (value: string) => /^[0-9]{12}$/.test(value)
  return {
    kind: 'aws',
    accounts: values.filter(isAccount),
    entities: values.filter((value) => !isAccount(value)),
  }
}
