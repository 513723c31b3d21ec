import type { ReactNode } from 'react'
import { AccountName, EnvironmentBadge } from '@/components/repositories/account-name'
import { RepositoryName } from '@/components/repositories/repository-name'
import { PageHeader } from '@/components/ui/page-header'
import { TextLink } from '@/components/ui/text-link'
import { Time } from '@/components/ui/time'
import { type Account, findAccount } from '@/lib/accounts/model'
import { paths } from '@/lib/paths'
import type { AccessRequest } from '@/lib/requests/model'
import { requestPhrase } from '@/lib/requests/request-phrase'
import { StatusBadge } from './status-badge'

type HeaderProps = {
  request: AccessRequest
  accounts: readonly Account[]
  now: number
  mine: boolean
  actions?: ReactNode
}

/** Who wants to do what, and where. */
export function RequestHeader({ request, accounts, now, mine, actions }: HeaderProps) {
  const account = findAccount(accounts, request.account)
  const { verb, preposition } = requestPhrase(request)
  return (
    <PageHeader
      above={
        <>
          <TextLink href={paths.requests()}>Requests</TextLink> / {request.id}
        </>
      }
      title={
        <>
          {mine ? 'Request' : `${request.requesterName} asks`} to{' '}
          {[verb, preposition].filter(Boolean).join(' ')}{' '}
          <span className="font-mono wrap-anywhere">
            <RepositoryName name={request.repository} />
          </span>
        </>
      }
      actions={actions}
    >
      <span className="flex flex-wrap items-center gap-x-2 gap-y-1">
        <StatusBadge status={request.status} />
        <span>
          <AccountName account={account} id={request.account} />, {request.region}
        </span>
        {account?.environment === 'prod' && <EnvironmentBadge account={account} />}
        <span>
          requested <Time at={request.createdAt} now={now} />
        </span>
      </span>
    </PageHeader>
  )
}
