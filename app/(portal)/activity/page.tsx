import type { Metadata } from 'next'
import { ACTIONS, ActivityList } from '@/components/activity/activity-list'
import { ActivityParameters } from '@/components/activity/activity-parameters'
import { Button } from '@/components/ui/button'
import { Input, Select } from '@/components/ui/control'
import { PageHeader } from '@/components/ui/page-header'
import { TextLink } from '@/components/ui/text-link'
import { ACTIVITY_PER_PAGE, listActivity } from '@/lib/audit/list-activity'
import { requireContext } from '@/lib/context'
import { paths } from '@/lib/paths'

export const metadata: Metadata = { title: 'Activity' }

export default async function ActivityPage({ searchParams }: PageProps<'/activity'>) {
  const ctx = await requireContext()
  const { text, action, before } = ActivityParameters.parse(await searchParams)
  return (
    <>
      <PageHeader title="Activity">
        {ctx.actor.role === 'ops'
          ? 'What everybody did through the portal, newest first.'
          : 'What you did through the portal, newest first.'}
      </PageHeader>
      <form className="mb-4 flex flex-wrap items-center gap-2" action={paths.activity()}>
        <Input
          name="text"
          defaultValue={text}
          aria-label="Person or repository contains"
          placeholder="Person or repository contains"
          maxLength={300}
          className="w-64"
        />
        <Select name="action" defaultValue={action} aria-label="Action">
          <option value="">Every action</option>
          {ACTIONS.map(([value, words]) => (
            <option key={value} value={value}>
              {words}
            </option>
          ))}
        </Select>
        <Button type="submit">Filter</Button>
        {(text || action) && <TextLink href={paths.activity()}>Clear</TextLink>}
      </form>
      <ActivityList
        records={await listActivity(ctx, { text, action, before })}
        perPage={ACTIVITY_PER_PAGE}
        accounts={ctx.accounts}
        now={ctx.now().getTime()}
        olderHref={(oldest) => paths.activity({ text, action, before: oldest })}
        withPlace
      />
    </>
  )
}
