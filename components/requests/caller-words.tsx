import { accountName, type KnownAccounts } from '@/lib/accounts/account-names'
import { parseCaller } from '@/lib/accounts/caller'

type CallerProps = { awsUserName: string; accounts: KnownAccounts; quiet?: boolean }

/**
 * The caller to let in, short: the user or role, and the account by name. The full ARN is shown on hover. Empty without
 * a caller.
 */
export function CallerWords({ awsUserName, accounts, quiet = false }: CallerProps) {
  if (awsUserName === '') return null
  const caller = parseCaller(awsUserName)
  const words = caller
    ? [caller.userName, accountName(caller.account, accounts) ?? caller.account].filter(Boolean).join(' in ')
    : awsUserName
  return (
    <span title={awsUserName} className={`block truncate ${quiet ? 'text-xs text-text-2' : ''}`}>
      {words}
    </span>
  )
}
