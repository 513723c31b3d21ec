import { ButtonLink } from '@/components/ui/button'
import { Empty } from '@/components/ui/empty'
import { Cell, Head, HeadCell, Row, Table } from '@/components/ui/table'
import { TextLink } from '@/components/ui/text-link'
import { Time } from '@/components/ui/time'
import { type Account, findAccount } from '@/lib/accounts/model'
import { paths } from '@/lib/paths'
import type { AccessRequest } from '@/lib/requests/model'
import { StatusBadge } from './status-badge'

type ListProps = { requests: readonly AccessRequest[]; accounts: readonly Account[]; now: number }

export function RequestList({ requests, accounts, now }: ListProps) {
  if (requests.length === 0)
    return (
      <Empty title="No requests">
        <p className="text-text-2">When AWS says “access denied”, paste what it said and ask from there.</p>
        <ButtonLink look="primary" href={paths.access()}>
          Ask for access
        </ButtonLink>
      </Empty>
    )
  return (
    <Table label="Requests">
      <Head>
        <HeadCell>Request</HeadCell>
        <HeadCell>Repository</HeadCell>
        <HeadCell>Action</HeadCell>
        <HeadCell>From</HeadCell>
        <HeadCell>Asked</HeadCell>
        <HeadCell>State</HeadCell>
      </Head>
      <tbody>
        {requests.map((request) => {
          const account = findAccount(accounts, request.account)
          return (
            <Row key={request.id} className="hover:bg-hover">
              <Cell>
                <TextLink data-row href={paths.request(request.id)}>
                  #{request.id}
                </TextLink>
              </Cell>
              <Cell>
                <span className="font-mono break-all">{request.repository}</span>
                <span className="block text-xs text-text-2">
                  {account?.name ?? request.account}, {request.region}
                  {account?.environment === 'prod' && (
                    <strong className="font-semibold text-text"> · prod</strong>
                  )}
                </span>
              </Cell>
              <Cell className="font-mono text-xs leading-5">{request.action}</Cell>
              <Cell>
                {request.requesterName}
                <span className="block max-w-72 truncate text-xs text-text-2" title={request.why}>
                  {request.why}
                </span>
              </Cell>
              <Cell className="text-text-2">
                <Time at={request.createdAt} now={now} />
              </Cell>
              <Cell>
                <StatusBadge status={request.status} />
              </Cell>
            </Row>
          )
        })}
      </tbody>
    </Table>
  )
}
