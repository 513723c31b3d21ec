import type { KnownAccounts } from '@/lib/accounts/account-names'
import { type AccessRequest, repositoryOf } from '@/lib/requests/model'
import type { Review } from '@/lib/requests/review-request'
import { ProposalAlone } from './proposal-alone'
import { ProposedChange } from './proposed-change'

type ViewProps = {
  request: AccessRequest
  review: Pick<Review, 'change' | 'failure' | 'registry'>
  accounts: KnownAccounts
}

/** A request's proposal: its effect on the policy, or by itself when it can't be merged. */
export function ProposalView({ request, review, accounts }: ViewProps) {
  const { proposal } = request
  const { change, failure, registry } = review
  const shown = { repository: repositoryOf(request), registry, accounts }
  return (
    <>
      {failure && proposal && <ProposalAlone proposal={proposal} failure={failure} {...shown} />}
      {change && <ProposedChange proposal={change} {...shown} />}
    </>
  )
}
