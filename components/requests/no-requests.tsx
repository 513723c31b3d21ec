import { ButtonLink } from '@/components/ui/button-link'
import { Empty } from '@/components/ui/empty'
import { paths } from '@/lib/paths'
import type { RequestState } from '@/lib/requests/request-state'

type NoProps = {
  state: RequestState
  /** Whether an account or a risk narrows the list. */
  narrowed: boolean
  /** How many there are in any state. */
  others: number
  mine: boolean
}

/** Why there is no row, and the next step: nothing was ever asked, nothing waits, or nothing matches. */
export function NoRequests({ state, narrowed, others, mine }: NoProps) {
  if (narrowed)
    return (
      <Empty title="No request matches">
        <p className="text-text-2">Other accounts, risks or states may have some.</p>
        <ButtonLink href={paths.requests({ state })}>Clear the filters</ButtonLink>
      </Empty>
    )
  if (others === 0)
    return mine ? (
      <Empty title="You have asked for nothing yet">
        <p className="text-text-2">When AWS says “access denied”, paste what it said and ask from there.</p>
        <ButtonLink look="primary" href={paths.access()}>
          Ask for access
        </ButtonLink>
      </Empty>
    ) : (
      <Empty title="Nobody has asked for anything yet">
        <p className="text-text-2">What engineers ask for from the Access page comes here.</p>
      </Empty>
    )
  return (
    <Empty title={state === 'open' || state === 'waiting' ? 'Nothing waits' : 'No request is in this state'}>
      <ButtonLink href={paths.requests({ state: 'all' })}>See all requests</ButtonLink>
    </Empty>
  )
}
