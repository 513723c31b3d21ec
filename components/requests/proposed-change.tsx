import { CallerNote } from '@/components/policy/caller-note'
import { PolicyDiffView } from '@/components/policy/policy-diff'
import type { KnownAccounts } from '@/lib/accounts/account-names'
import { samePolicy } from '@/lib/policy/compare/equality'
import { storedPolicy } from '@/lib/policy/document'
import type { RegistryHere } from '@/lib/policy/registry-side'
import { readStatement } from '@/lib/policy/statement'
import { statementSentence } from '@/lib/policy/words/sentences'
import type { RepositoryRef } from '@/lib/repositories/reference'
import type { ProposedPolicy } from '@/lib/requests/proposal/apply-proposal'

type ProposedProps = {
  proposal: ProposedPolicy
  repository: RepositoryRef
  registry: RegistryHere
  accounts: KnownAccounts
}

/** A request's proposal, in words and as a diff to the current policy. */
export function ProposedChange({ proposal, repository, registry, accounts }: ProposedProps) {
  const before = storedPolicy(proposal.before)
  const after = storedPolicy(proposal.after)
  return (
    <section aria-labelledby="proposal" className="grid gap-2">
      <h2 id="proposal" className="text-base font-semibold">
        {proposal.statement ? 'The proposed statement' : 'The proposed policy'}
      </h2>
      {samePolicy(before, after) ? (
        <>
          {proposal.statement && <p>{statementSentence(readStatement(proposal.statement, 0), accounts)}</p>}
          <p className="text-ok">This is already in the repository’s policy.</p>
        </>
      ) : (
        <>
          <PolicyDiffView
            label="Proposed difference"
            before={before}
            after={after}
            context={{ owner: repository.account, accounts, registry }}
          />
          <CallerNote before={before} after={after} repository={repository} accounts={accounts} />
        </>
      )}
    </section>
  )
}
