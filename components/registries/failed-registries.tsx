import { AccessLink } from '@/components/access/access-link'
import { Notice } from '@/components/ui/notice'
import { ago } from '@/components/ui/time'
import type { AccountTag } from '@/lib/accounts/model'
import type { RegistryStatus } from '@/lib/inventory/model'

type FailedProps = { statuses: readonly RegistryStatus[]; accounts: readonly AccountTag[]; now: number }

/** Lists the registries that couldn't be read, grouped by reason, with the age of the data shown for them. */
export function FailedRegistries({ statuses, accounts, now }: FailedProps) {
  const byReason = new Map<string, RegistryStatus[]>()
  for (const status of statuses)
    if (status.failure)
      byReason.set(status.failure.message, [...(byReason.get(status.failure.message) ?? []), status])
  if (byReason.size === 0) return null
  return (
    <Notice tone="warning" title="Some registries couldn’t be read">
      {[...byReason].map(([reason, failed]) => (
        <div key={reason}>
          <p>{reason}</p>
          <ul className="list-disc pl-5">
            {failed.map((status) => (
              <li key={`${status.registry.account}/${status.registry.region}`}>
                {accounts.find(({ id }) => id === status.registry.account)?.name ?? status.registry.account},{' '}
                {status.registry.region}: {listedAs(status, now)}
                {status.failure?.code === 'aws-denied' && (
                  <>
                    . <AccessLink prefill={{ ...status.registry, error: reason }}>Request access</AccessLink>
                  </>
                )}
              </li>
            ))}
          </ul>
        </div>
      ))}
    </Notice>
  )
}

function listedAs({ readAt, repositories }: RegistryStatus, now: number): string {
  if (readAt !== undefined) return `showing a copy from ${ago(readAt, now)}`
  return repositories === 0
    ? 'never read, so its repositories aren’t listed'
    : `never read completely, so only ${repositories.toLocaleString('en')} of its repositories are listed`
}
