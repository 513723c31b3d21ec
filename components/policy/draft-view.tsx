import type { KnownAccounts } from '@/lib/accounts/account-names'
import { diffPolicies, isEmptyDiff } from '@/lib/policy/compare/diff'
import type { PolicyDocument } from '@/lib/policy/document'
import type { RepositoryRef } from '@/lib/repositories/reference'
import { CallerNote } from './caller-note'
import { PolicyDiffView } from './policy-diff'
import { PolicyExport } from './policy-export'

type DraftProps = {
  before: PolicyDocument | undefined
  after: PolicyDocument | undefined
  repository: RepositoryRef
  accounts: KnownAccounts
  nothing?: string
}

/** What a draft does to the policy, and what it asks of others. */
export function DraftView({ before, after, repository, accounts, nothing }: DraftProps) {
  return (
    <div className="grid gap-1.5">
      <h3 className="font-medium">What changes</h3>
      <PolicyDiffView
        before={before}
        after={after}
        context={{ owner: repository.account, accounts }}
        nothing={nothing}
      />
      <CallerNote before={before} after={after} repository={repository} accounts={accounts} />
      {!after && before && (
        <p>
          With its last statement the policy itself is deleted; only the owner’s account can then use the
          repository.
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
