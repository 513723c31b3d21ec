import type { Metadata } from 'next'
import { NoRequests } from '@/components/requests/no-requests'
import { RequestFilters } from '@/components/requests/request-filters'
import { RequestList } from '@/components/requests/request-list'
import { STATE_NAMES } from '@/components/requests/status-badge'
import { FailureNotice } from '@/components/shell/failure-notice'
import { ButtonLink } from '@/components/ui/button-link'
import { PageHeader } from '@/components/ui/page-header'
import { Pager } from '@/components/ui/pager'
import { Tabs } from '@/components/ui/tabs'
import { attempt, PortalError } from '@/lib/errors/portal-error'
import { paths } from '@/lib/paths'
import { requireContext } from '@/lib/request-context'
import { RequestListParameters } from '@/lib/requests/list-parameters'
import { listRequests } from '@/lib/requests/list-requests'
import { REQUEST_STATES } from '@/lib/requests/request-state'

export const metadata: Metadata = { title: 'Requests' }

export default async function RequestsPage({ searchParams }: PageProps<'/requests'>) {
  const ctx = await requireContext()
  const { state: wanted, account, risk, page } = RequestListParameters.parse(await searchParams)
  const mine = ctx.actor.role !== 'ops'
  const state = wanted ?? (mine ? 'all' : 'open')
  const list = await attempt(listRequests(ctx, { state, account, risk, page }))
  const header = (
    <PageHeader
      title="Requests"
      actions={
        <ButtonLink look={mine ? 'primary' : 'plain'} href={paths.access()}>
          Request access
        </ButtonLink>
      }
    >
      {mine ? 'Your requests' : 'Oldest first'}
    </PageHeader>
  )
  if (list instanceof PortalError)
    return (
      <>
        {header}
        <FailureNotice failure={list} />
      </>
    )
  return (
    <>
      {header}
      <Tabs
        label="State"
        tabs={REQUEST_STATES.map((each) => ({
          href: paths.requests({ state: each, account, risk }),
          name: (
            <>
              {STATE_NAMES[each]} <span className="text-text-2 tabular-nums">{list.counts[each]}</span>
            </>
          ),
          current: each === state,
        }))}
      />
      {!mine && <RequestFilters state={state} account={account} risk={risk} accounts={ctx.accounts} />}
      {list.requests.length > 0 ? (
        <RequestList requests={list.requests} accounts={ctx.accounts} now={ctx.now().getTime()} mine={mine} />
      ) : (
        <NoRequests
          state={state}
          narrowed={account !== undefined || risk !== undefined}
          others={list.counts.all}
          mine={mine}
        />
      )}
      <Pager
        page={list.page}
        pages={list.pages}
        hrefOf={(next) => paths.requests({ state, account, risk, page: next })}
      />
    </>
  )
}
