import { Notice } from '@/components/ui/notice'
import { ago } from '@/components/ui/time'
import { type Account, findAccount } from '@/lib/accounts/model'
import type { RegistryCopy } from '@/lib/inventory/model'

type FailedProps = { copies: readonly RegistryCopy[]; accounts: readonly Account[]; now: number }

/** Names the registries that could not be read, once for each reason, and how old what is shown of them is. */
export function FailedRegistries({ copies, accounts, now }: FailedProps) {
  const byReason = new Map<string, RegistryCopy[]>()
  for (const copy of copies)
    if (copy.failure)
      byReason.set(copy.failure.message, [...(byReason.get(copy.failure.message) ?? []), copy])
  if (byReason.size === 0) return null
  return (
    <Notice tone="warning" title="Not every registry could be read">
      {[...byReason].map(([reason, failed]) => (
        <div key={reason}>
          <p>{reason}</p>
          <ul className="list-disc pl-5">
            {failed.map(({ registry, readAt }) => (
              <li key={`${registry.account}/${registry.region}`}>
                {findAccount(accounts, registry.account)?.name ?? registry.account}, {registry.region}:{' '}
                {readAt === undefined
                  ? 'never read, so nothing of it is listed'
                  : `listed as it was ${ago(readAt, now)}`}
              </li>
            ))}
          </ul>
        </div>
      ))}
    </Notice>
  )
}
