import { EnvironmentBadge } from '@/components/repositories/account-name'
import { RepositoryName } from '@/components/repositories/repository-name'
import { Badge } from '@/components/ui/badge'
import { Cell, Head, HeadCell, Row, Table } from '@/components/ui/table'
import { TextLink } from '@/components/ui/text-link'
import { Time } from '@/components/ui/time'
import { type Account, findAccount } from '@/lib/accounts/model'
import { paths } from '@/lib/paths'
import type { ListedRequest } from '@/lib/requests/list-requests'
import { requestPhrase } from '@/lib/requests/request-phrase'
import { CallerWords } from './caller-words'
import { RiskBadges } from './risk-marks'
import { StatusBadge } from './status-badge'

type ListProps = {
  requests: readonly ListedRequest[]
  accounts: readonly Account[]
  now: number
  /** Whether they are the reader’s own, which makes the author's name unnecessary. */
  mine: boolean
}

/** Requests as rows, each with the facts that decide which one to open first. */
export function RequestList({ requests, accounts, now, mine }: ListProps) {
  return (
    <Table label="Requests">
      <Head>
        <HeadCell>Request</HeadCell>
        <HeadCell className="max-md:hidden">Account</HeadCell>
        <HeadCell>Repository</HeadCell>
        <HeadCell>Wants to</HeadCell>
        <HeadCell>{mine ? 'For' : 'From'}</HeadCell>
        {!mine && <HeadCell className="max-md:hidden">Risks</HeadCell>}
        <HeadCell>State</HeadCell>
      </Head>
      <tbody>
        {requests.map((request) => (
          <Row key={request.id} className="hover:bg-hover has-focus-visible:bg-hover">
            <Cell>
              <TextLink data-row className="tabular-nums" href={paths.request(request.id)}>
                #{request.id}
              </TextLink>
              <span className="block text-xs text-text-2 tabular-nums">
                <Time at={request.createdAt} now={now} />
              </span>
            </Cell>
            <Cell className="max-md:hidden">
              <Place request={request} accounts={accounts} />
            </Cell>
            <Cell className="max-w-88 min-w-44">
              <span className="font-mono wrap-anywhere">
                <RepositoryName name={request.repository} />
              </span>
              <span className="block md:hidden">
                <Place request={request} accounts={accounts} />
              </span>
              <span className="block truncate text-xs text-text-2" title={request.why}>
                {request.why}
              </span>
              {!mine && (
                <span className="mt-1 block md:hidden">
                  <RiskBadges marks={request.marks} />
                </span>
              )}
            </Cell>
            <Cell className="max-w-44">{requestPhrase(request).verb}</Cell>
            <Cell className="max-w-52">
              {!mine && <span className="block">{request.requesterName}</span>}
              <CallerWords awsUserName={request.awsUserName} accounts={accounts} quiet={!mine} />
            </Cell>
            {!mine && (
              <Cell className="max-md:hidden">
                <RiskBadges marks={request.marks} />
              </Cell>
            )}
            <Cell>
              {mine && request.status === 'asked' ? (
                <Badge tone="warning">question for you</Badge>
              ) : (
                <StatusBadge status={request.status} />
              )}
            </Cell>
          </Row>
        ))}
      </tbody>
    </Table>
  )
}

function Place({
  request,
  accounts,
}: Omit<ListProps, 'requests' | 'now' | 'mine'> & { request: ListedRequest }) {
  const account = findAccount(accounts, request.account)
  return (
    <>
      <span className="flex items-center gap-1.5 whitespace-nowrap">
        {account?.name ?? 'unknown account'}
        {account?.environment === 'prod' && <EnvironmentBadge account={account} />}
      </span>
      <span className="block text-xs whitespace-nowrap text-text-2 tabular-nums">
        {request.account}, {request.region}
      </span>
    </>
  )
}
