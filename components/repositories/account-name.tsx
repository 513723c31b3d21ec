import { Badge } from '@/components/ui/badge'
import type { AccountTag } from '@/lib/accounts/model'

/** An account's number never stands without its name. */
export function AccountName({ account, id }: { account: AccountTag | undefined; id: string }) {
  const both = (
    <>
      {`${account?.name ?? 'unknown account'} `}
      <span className="font-mono text-xs text-text-2 tabular-nums">{id}</span>
    </>
  )
  return account?.active === false ? <span className="text-text-2">{both}</span> : both
}

export function EnvironmentBadge({ account }: { account: AccountTag | undefined }) {
  if (!account) return null
  if (!account.active) return <Badge>not active</Badge>
  return <Badge tone={account.environment === 'prod' ? 'strong' : 'plain'}>{account.environment}</Badge>
}
