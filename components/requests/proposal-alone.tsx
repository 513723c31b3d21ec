import { PolicyDiffView } from '@/components/policy/policy-diff'
import { TextLink } from '@/components/ui/text-link'
import type { KnownAccounts } from '@/lib/accounts/account-names'
import type { PortalError } from '@/lib/errors/portal-error'
import { paths } from '@/lib/paths'
import type { RegistryHere } from '@/lib/policy/registry-side'
import type { RepositoryRef } from '@/lib/repositories/reference'
import type { Proposal } from '@/lib/requests/model'
import { proposedDocuments } from '@/lib/requests/proposal/proposed-documents'

type AloneProps = {
  proposal: Proposal
  repository: RepositoryRef
  registry: RegistryHere
  /** Why it doesn't fit the current policy. */
  failure: PortalError
  accounts: KnownAccounts
}

/** A proposal that can't be merged into the policy, and why. */
export function ProposalAlone({ proposal, repository, registry, failure, accounts }: AloneProps) {
  const { before, after } = proposedDocuments(proposal)
  return (
    <section aria-labelledby="proposal" className="grid gap-2">
      <h2 id="proposal" className="text-base font-semibold">
        {proposal.kind === 'statement' ? 'The proposed statement' : 'The proposed policy'}
      </h2>
      <p className="text-warning wrap-anywhere">
        {failure.code === 'not-found' ? (
          <>
            The repository doesn’t exist, so nothing can be applied.{' '}
            <TextLink href={paths.newRepository(repository)}>Create it</TextLink> first if it’s needed.
          </>
        ) : (
          `This can’t be applied now. ${failure.message}`
        )}
      </p>
      <PolicyDiffView
        label="Proposed difference"
        before={before}
        after={after}
        context={{ owner: repository.account, accounts, registry }}
      />
    </section>
  )
}
