import { documentOf } from '@/components/policy/editing'
import { PolicyDiffView } from '@/components/policy/policy-diff'
import { samePolicy } from '@/lib/policy/equality'
import type { KnownAccounts } from '@/lib/policy/known-accounts'
import { statementSentence } from '@/lib/policy/sentences'
import { readStatement } from '@/lib/policy/statement'
import type { ProposedPolicy } from '@/lib/requests/apply-proposal'

type ProposedProps = { proposal: ProposedPolicy; owner: string; accounts: KnownAccounts }

/** The statement that a request proposes, in words and as a difference to the policy as it is now. */
export function ProposedChange({ proposal, owner, accounts }: ProposedProps) {
  const before = documentOf(proposal.before)
  const after = documentOf(proposal.after)
  return (
    <section aria-labelledby="proposal" className="grid gap-2">
      <h2 id="proposal" className="text-base font-semibold">
        {proposal.statement ? 'The proposed statement' : 'The proposed policy'}
      </h2>
      {proposal.statement && (
        <p className="text-base">{statementSentence(readStatement(proposal.statement, 0), accounts)}</p>
      )}
      {samePolicy(before, after) ? (
        <p className="text-ok">It is in the repository’s policy.</p>
      ) : (
        <PolicyDiffView before={before} after={after} context={{ owner, accounts }} />
      )}
    </section>
  )
}
