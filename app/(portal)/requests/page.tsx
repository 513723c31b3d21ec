import type { Metadata } from 'next'
import { z } from 'zod'
import { RequestList } from '@/components/requests/request-list'
import { ButtonLink } from '@/components/ui/button'
import { PageHeader } from '@/components/ui/page-header'
import { Tabs } from '@/components/ui/tabs'
import { requireContext } from '@/lib/context'
import { paths } from '@/lib/paths'
import { listRequests } from '@/lib/requests/list-requests'

export const metadata: Metadata = { title: 'Requests' }

const Parameters = z.object({
  status: z.enum(['waiting', 'granted', 'declined']).optional().catch(undefined),
})
const FILTERS = [
  { status: undefined, name: 'All' },
  { status: 'waiting', name: 'Waiting' },
  { status: 'granted', name: 'Granted' },
  { status: 'declined', name: 'Declined' },
] as const

export default async function RequestsPage({ searchParams }: PageProps<'/requests'>) {
  const ctx = await requireContext()
  const { status } = Parameters.parse(await searchParams)
  return (
    <>
      <PageHeader
        title="Requests"
        actions={
          <ButtonLink look="primary" href={paths.access()}>
            Ask for access
          </ButtonLink>
        }
      >
        {ctx.actor.role === 'ops'
          ? 'Everybody’s requests; the oldest that wait come first.'
          : 'What you asked for.'}
      </PageHeader>
      <Tabs
        label="State"
        tabs={FILTERS.map((filter) => ({
          href: paths.requests({ status: filter.status }),
          name: filter.name,
          current: filter.status === status,
        }))}
      />
      <RequestList
        requests={await listRequests(ctx, { status })}
        accounts={ctx.accounts}
        now={ctx.now().getTime()}
      />
    </>
  )
}
