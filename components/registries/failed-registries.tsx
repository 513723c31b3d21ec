import { Notice } from '@/components/ui/notice'
import { ago } from '@/components/ui/time'
import { type Account, findAccount } from '@/lib/accounts/model'
import type { RegistryCopy } from '@/lib/inventory/model'

/** Names the registries that could not be read, with why and how old what is shown of them is. */
export function FailedRegistries(props: {
  copies: readonly RegistryCopy[]
  accounts: readonly Account[]
  now: number
}) {
  const failed = props.copies.filter(({ failure }) => failure)
  if (failed.length === 0) return null
  return (
    <Notice tone="warning" title="Not every registry could be read">
      <ul className="grid gap-1">
        {failed.map(({ registry, failure, readAt }) => (
          <li key={`${registry.account}/${registry.region}`}>
            <strong className="font-medium">
              {findAccount(props.accounts, registry.account)?.name ?? registry.account}, {registry.region}
            </strong>
            {': '}
            {failure?.message}{' '}
            {readAt === undefined
              ? 'It has never been read, so nothing of it is in this list.'
              : `What is listed is from ${ago(readAt, props.now)}.`}
          </li>
        ))}
      </ul>
    </Notice>
  )
}
