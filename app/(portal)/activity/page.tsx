import type { Metadata } from 'next'
import { z } from 'zod'
import { ACTIONS, ActivityList } from '@/components/activity/activity-list'
import { Button, ButtonLink } from '@/components/ui/button'
import { PageHeader } from '@/components/ui/page-header'
import { TextLink } from '@/components/ui/text-link'
import { ACTIVITY_PER_PAGE, listActivity } from '@/lib/audit/list-activity'
import { requireContext } from '@/lib/context'
import { paths } from '@/lib/paths'

export const metadata: Metadata = { title: 'Activity' }

const Parameters = z.object({
  text: z.string().max(300).catch(''),
  action: z.string().max(40).catch(''),
  before: z.coerce.number().int().positive().optional().catch(undefined),
})

export default async function ActivityPage({ searchParams }: PageProps<'/activity'>) {
  const ctx = await requireContext()
  const { text, action, before } = Parameters.parse(await searchParams)
  const records = await listActivity(ctx, { text, action, before })
  const shown = records.slice(0, ACTIVITY_PER_PAGE)
  const oldest = shown.at(-1)?.id
  return (
    <>
      <PageHeader title="Activity">
        {ctx.actor.role === 'ops'
          ? 'What everybody did through the portal, newest first.'
          : 'What you did through the portal, newest first.'}
      </PageHeader>
      <form className="mb-4 flex flex-wrap items-center gap-2" action={paths.activity()}>
        <input
          name="text"
          defaultValue={text}
          aria-label="Person or repository contains"
          placeholder="Person or repository contains"
          autoComplete="off"
          spellCheck={false}
          maxLength={300}
          className="h-8 w-64 rounded-control border border-control bg-page px-2.5"
        />
        <select
          name="action"
          defaultValue={action}
          aria-label="Action"
          className="h-8 rounded-control border border-control bg-page px-2"
        >
          <option value="">Every action</option>
          {ACTIONS.map(([value, words]) => (
            <option key={value} value={value}>
              {words}
            </option>
          ))}
        </select>
        <Button type="submit">Filter</Button>
        {(text || action) && <TextLink href={paths.activity()}>Clear</TextLink>}
      </form>
      <ActivityList records={shown} accounts={ctx.accounts} now={ctx.now().getTime()} withPlace />
      {records.length > ACTIVITY_PER_PAGE && (
        <div className="mt-4">
          <ButtonLink href={paths.activity({ text, action, before: oldest })}>Older</ButtonLink>
        </div>
      )}
    </>
  )
}
