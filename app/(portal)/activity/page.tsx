import type { Metadata } from 'next'
import { ActivityFilters } from '@/components/activity/activity-filters'
import { ActivityList } from '@/components/activity/activity-list'
import { FailureNotice } from '@/components/shell/failure-notice'
import { PageHeader } from '@/components/ui/page-header'
import { ActivityParameters } from '@/lib/audit/activity-parameters'
import { ACTIVITY_PER_PAGE, listActivity } from '@/lib/audit/list-activity'
import { attempt, PortalError } from '@/lib/errors/portal-error'
import { paths } from '@/lib/paths'
import { requireContext } from '@/lib/request-context'

export const metadata: Metadata = { title: 'Activity' }

export default async function ActivityPage({ searchParams }: PageProps<'/activity'>) {
  const ctx = await requireContext()
  const { before, ...filters } = ActivityParameters.parse(await searchParams)
  const filtered = Object.values(filters).some(Boolean)
  const records = await attempt(listActivity(ctx, { ...filters, before }))
  return (
    <>
      <PageHeader title="Activity">
        {ctx.actor.role === 'ops'
          ? 'Everything done through the portal, newest first.'
          : 'Everything you did through the portal, newest first.'}
      </PageHeader>
      <ActivityFilters filters={filters} filtered={filtered} />
      {records instanceof PortalError ? (
        <FailureNotice failure={records} />
      ) : (
        <ActivityList
          records={records}
          perPage={ACTIVITY_PER_PAGE}
          accounts={ctx.accounts}
          now={ctx.now().getTime()}
          olderHref={(oldest) => paths.activity({ ...filters, before: oldest })}
          filtered={filtered}
          withPlace
        />
      )}
    </>
  )
}
