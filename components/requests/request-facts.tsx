import { AccountName } from '@/components/repositories/account-name'
import { TextLink } from '@/components/ui/text-link'
import { type Account, findAccount } from '@/lib/accounts/model'
import { paths } from '@/lib/paths'
import type { AccessRequest } from '@/lib/requests/model'

/** What the request says, fact by fact. */
export function RequestFacts({
  request,
  accounts,
}: {
  request: AccessRequest
  accounts: readonly Account[]
}) {
  const ref = { account: request.account, region: request.region, name: request.repository }
  return (
    <dl className="grid grid-cols-[minmax(7rem,auto)_1fr] gap-x-4 gap-y-1.5 [&_dt]:text-text-2">
      <dt>Why</dt>
      <dd className="break-words whitespace-pre-wrap">{request.why}</dd>
      <dt>Repository</dt>
      <dd>
        <TextLink className="font-mono break-all" href={paths.repository(ref, 'permissions')}>
          {request.repository}
        </TextLink>
      </dd>
      <dt>Account</dt>
      <dd>
        <AccountName account={findAccount(accounts, request.account)} id={request.account} />,{' '}
        {request.region}
      </dd>
      <dt>AWS user name</dt>
      <dd className="font-mono text-xs leading-5 break-all">{request.awsUserName}</dd>
      <dt>Action that failed</dt>
      <dd className="font-mono text-xs leading-5 break-all">{request.action}</dd>
      {request.error && (
        <>
          <dt>Error</dt>
          <dd className="min-w-0">
            <details open={request.error.length < 600}>
              <summary className="w-fit text-link">What AWS said</summary>
              <pre className="mt-1 max-h-80 overflow-auto rounded-control bg-raised p-2 text-xs whitespace-pre-wrap break-words">
                {request.error}
              </pre>
            </details>
          </dd>
        </>
      )}
    </dl>
  )
}
