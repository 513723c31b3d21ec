import { Badge } from '@/components/ui/badge'
import type { AccountTag } from '@/lib/accounts/model'

/** An account's number is never shown without its name. */
export function AccountName({ account, id }: { account: AccountTag | undefined; id: string }) {
  return (
    <span className={account?.active === false ? 'text-text-2' : undefined}>
      {`${account?.name ?? 'unknown account'} `}
      <span className="font-mono text-xs text-text-2 tabular-nums">{id}</span>
    </span>
  )
}

export function EnvironmentBadge({ account }: { account: AccountTag | undefined }) {
  if (!account) return null
  if (!account.active) return <Badge>not active</Badge>
  return <Badge tone={account.environment === 'prod' ? 'strong' : 'plain'}>{account.environment}</Badge>
}
