import type { KnownAccounts } from '@/lib/accounts/account-names'
import { diffPolicies, isEmptyDiff } from '@/lib/policy/compare/diff'
import type { PolicyDocument } from '@/lib/policy/document'
import type { RegistryHere } from '@/lib/policy/registry-side'
import type { RepositoryRef } from '@/lib/repositories/reference'
import { CallerNote } from './caller-note'
import { PolicyDiffView } from './policy-diff'
import { PolicyExport } from './policy-export'

type DraftProps = {
  before: PolicyDocument | undefined
  after: PolicyDocument | undefined
  repository: RepositoryRef
  registry: RegistryHere
  accounts: KnownAccounts
  nothing?: string
}

/** What a draft changes in the policy, and what it requires of other accounts. */
export function DraftView({ before, after, repository, registry, accounts, nothing }: DraftProps) {
  return (
    <div className="grid gap-1.5">
      <h3 className="font-medium">What changes</h3>
      <PolicyDiffView
        before={before}
        after={after}
        context={{ owner: repository.account, accounts, registry }}
        nothing={nothing}
      />
      <CallerNote before={before} after={after} repository={repository} accounts={accounts} />
      {!after && before && (
        <p>
          This is the last statement, so the policy itself is deleted. Only the owner’s account can use the
          repository then.
        </p>
      )}
      {!isEmptyDiff(diffPolicies(before, after)) && (
        <PolicyExport
          title="The changed policy as a command or as code"
          document={after}
          repository={repository}
        />
      )}
    </div>
  )
}
