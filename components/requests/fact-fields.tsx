import { SelectField, TextField } from '@/components/ui/field'
import { parseCaller } from '@/lib/accounts/caller'
import { parseReference } from '@/lib/repositories/pasted-reference'
import type { AccessFacts } from '@/lib/requests/access-parameters'
import { actionLabel } from '@/lib/requests/caller-needed'

export type AccountChoice = { id: string; name: string; regions: readonly string[] }

type FieldsProps = {
  facts: AccessFacts
  accounts: readonly AccountChoice[]
  errors: Record<string, string>
  /** Whether a call has failed; then its caller is required. */
  callerNeeded: boolean
  change: (changes: Partial<AccessFacts>) => void
}

const ACTIONS = [
  ['ecr:BatchGetImage', 'Pull (ecr:BatchGetImage)'],
  ['ecr:InitiateLayerUpload', 'Push (ecr:InitiateLayerUpload)'],
  ['ecr:CreateRepository', 'Create a repository (ecr:CreateRepository)'],
  ['ecr:GetAuthorizationToken', 'Log in (ecr:GetAuthorizationToken)'],
  ['ecr:SetRepositoryPolicy', 'Change the permissions (ecr:SetRepositoryPolicy)'],
  ['ecr:PutImageTagMutability', 'Change the settings (ecr:PutImageTagMutability)'],
] as const

/** The facts that operations needs: filled from the error where it has them, and editable. */
export function FactFields(props: FieldsProps) {
  const { facts, accounts, errors, change } = props
  const account = accounts.find(({ id }) => id === facts.account)
  const regions = account?.regions ?? [...new Set(accounts.flatMap((each) => each.regions))]

  function readRepository(text: string) {
    const pasted = parseReference(text)
    change(
      pasted
        ? { repository: pasted.name, account: pasted.account, region: pasted.region }
        : { repository: text },
    )
  }

  return (
    <div className="grid gap-4 sm:grid-cols-2">
      <SelectField
        id="account"
        label="Repository’s account"
        value={facts.account}
        onChange={(event) => {
          const chosen = accounts.find(({ id }) => id === event.target.value)
          const stays = chosen?.regions.includes(facts.region)
          change({ account: event.target.value, region: stays ? facts.region : (chosen?.regions[0] ?? '') })
        }}
        error={errors.account}
      >
        <option value="">Choose an account</option>
        {accounts.map(({ id, name }) => (
          <option key={id} value={id}>
            {name} {id}
          </option>
        ))}
        {facts.account && !account && <option value={facts.account}>{facts.account}, not known here</option>}
      </SelectField>
      <SelectField
        id="region"
        label="Region"
        value={facts.region}
        onChange={(event) => change({ region: event.target.value })}
        error={errors.region}
      >
        <option value="">Choose a region</option>
        {[...new Set([...regions, ...(facts.region ? [facts.region] : [])])].map((region) => (
          <option key={region}>{region}</option>
        ))}
      </SelectField>
      <TextField
        id="repository"
        label="Repository"
        value={facts.repository}
        maxLength={2000}
        className="font-mono"
        onChange={(event) => readRepository(event.target.value)}
        error={errors.repository}
        help="A name, an image URI or an ARN."
      />
      <CallerField {...props} />
      <div className="sm:col-span-2">
        <ActionField {...props} />
      </div>
    </div>
  )
}

function CallerField({ facts, accounts, errors, callerNeeded, change }: FieldsProps) {
  const caller = parseCaller(facts.awsUserName)
  const callerAccount = caller && accounts.find(({ id }) => id === caller.account)
  return (
    <TextField
      id="awsUserName"
      label="AWS user name"
      optional={!callerNeeded}
      value={facts.awsUserName}
      maxLength={4000}
      className="font-mono"
      onChange={(event) => {
        // The output of get-caller-identity contains more than the name that belongs here.
        const pasted = /[\s{]/.test(event.target.value.trim())
        const read = pasted ? parseCaller(event.target.value)?.arn : undefined
        change({ awsUserName: read ?? event.target.value })
      }}
      error={errors.awsUserName}
      help={
        caller
          ? `Recognised as ${caller.userName ?? 'an account'} in ${callerAccount?.name ?? 'an account that isn’t in the portal'} (${caller.account}).`
          : callerNeeded
            ? 'Or paste the output of “aws sts get-caller-identity”.'
            : 'Not needed for this kind of request.'
      }
    />
  )
}

function ActionField({ facts, errors, callerNeeded, change }: FieldsProps) {
  return (
    <>
      <TextField
        id="action"
        label={actionLabel(callerNeeded)}
        value={facts.action}
        maxLength={200}
        list="actions"
        className="font-mono"
        onChange={(event) => change({ action: event.target.value })}
        error={errors.action}
        help={callerNeeded && 'For example ecr:BatchGetImage for a pull, or the command that failed.'}
      />
      <datalist id="actions">
        {ACTIONS.map(([value, name]) => (
          <option key={value} value={value}>
            {name}
          </option>
        ))}
      </datalist>
    </>
  )
}
