import { ButtonLink } from '@/components/ui/button-link'
import { Empty } from '@/components/ui/empty'
import type { Account } from '@/lib/accounts/model'
import type { Activity } from '@/lib/audit/list-activity'
import { paths } from '@/lib/paths'
import { ActivityEntry } from './activity-entry'

type ListProps = {
  /** One more than `perPage` when there are older ones. */
  records: readonly Activity[]
  perPage: number
  accounts: readonly Account[]
  now: number
  olderHref: (before: number) => string
  /** Where the policy in a record can be restored; absent where that isn't offered. */
  restoreHref?: (id: number) => string
  /** Whether the list is filtered, so that other records may exist. */
  filtered?: boolean
  /** Whether each record shows its repository; not needed on a repository's own page. */
  withPlace: boolean
}

/** A page of activity, one entry each, with the texts before and after behind a disclosure. */
export function ActivityList({ records, perPage, olderHref, filtered = false, ...entry }: ListProps) {
  if (records.length === 0)
    return filtered ? (
      <Empty title="No matching records">
        <p className="text-text-2">Try a broader search.</p>
        <ButtonLink href={paths.activity()}>Show all activity</ButtonLink>
      </Empty>
    ) : (
      <Empty title="Nothing recorded yet">
        <p className="text-text-2">Changes made through the portal will appear here.</p>
      </Empty>
    )
  const shown = records.slice(0, perPage)
  const oldest = shown.at(-1)
  return (
    <>
      <ol className="rounded-card border border-hairline">
        {shown.map((record) => (
          <ActivityEntry key={record.id} record={record} {...entry} />
        ))}
      </ol>
      {oldest && records.length > shown.length && (
        <div className="mt-4">
          <ButtonLink href={olderHref(oldest.id)}>Older</ButtonLink>
        </div>
      )}
    </>
  )
}
