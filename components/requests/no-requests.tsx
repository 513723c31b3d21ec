import { ButtonLink } from '@/components/ui/button-link'
import { Empty } from '@/components/ui/empty'
import { paths } from '@/lib/paths'
import type { RequestState } from '@/lib/requests/request-state'

type NoProps = {
  state: RequestState
  /** Whether an account or risk filters the list. */
  narrowed: boolean
  /** How many there are in any state. */
  others: number
  mine: boolean
}

/** Why the list is empty, and the next step: no requests ever, none waiting, or no match. */
export function NoRequests({ state, narrowed, others, mine }: NoProps) {
  if (narrowed)
    return (
      <Empty title="No matching requests">
        <p className="text-text-2">Try another account, risk or state.</p>
        <ButtonLink href={paths.requests({ state })}>Clear filters</ButtonLink>
      </Empty>
    )
  if (others === 0)
    return mine ? (
      <Empty title="You haven’t made any requests yet">
        <p className="text-text-2">
          When AWS says “access denied”, paste the error and request access from there.
        </p>
        <ButtonLink look="primary" href={paths.access()}>
          Request access
        </ButtonLink>
      </Empty>
    ) : (
      <Empty title="No requests yet">
        <p className="text-text-2">Requests that engineers make on the Access page appear here.</p>
      </Empty>
    )
  return (
    <Empty title={state === 'open' || state === 'waiting' ? 'Nothing waiting' : 'No requests in this state'}>
      <ButtonLink href={paths.requests({ state: 'all' })}>See all requests</ButtonLink>
    </Empty>
  )
}
