import { AccountName } from '@/components/repositories/account-name'
import { CopyButton } from '@/components/ui/copy-button'
import { Cell, Head, HeadCell, Row, Table } from '@/components/ui/table'
import { TextLink } from '@/components/ui/text-link'
import { type Account, findAccount } from '@/lib/accounts/model'
import { registryHost } from '@/lib/accounts/registry'
import type { RegistryStatus } from '@/lib/inventory/model'
import { paths } from '@/lib/paths'
import { RegistryState } from './registry-state'

/** Every registry with its address, its contents and how current they are. */
export function RegistryTable(props: {
  statuses: readonly RegistryStatus[]
  accounts: readonly Account[]
  now: number
}) {
  return (
    <Table label="Registries">
      <Head>
        <HeadCell>Account</HeadCell>
        <HeadCell>Owner</HeadCell>
        <HeadCell>Region</HeadCell>
        <HeadCell>Registry</HeadCell>
        <HeadCell className="text-right">Repositories</HeadCell>
        <HeadCell>State</HeadCell>
      </Head>
      <tbody>
        {props.statuses.map((status) => {
          const { registry, readAt, repositories } = status
          const account = findAccount(props.accounts, registry.account)
          const host = registryHost(registry)
          return (
            <Row key={host}>
              <Cell className="whitespace-nowrap">
                <AccountName account={account} id={registry.account} />
              </Cell>
              <Cell className="whitespace-nowrap text-text-2">
                {account?.owner ?? '–'}
                {account?.active === false && ' · not active'}
              </Cell>
              <Cell className="whitespace-nowrap">
                <TextLink
                  href={paths.registry(registry)}
                  aria-label={`Registry of ${account?.name ?? registry.account}, ${registry.region}`}
                >
                  {registry.region}
                </TextLink>
              </Cell>
              <Cell className="whitespace-nowrap">
                <code className="mr-2 text-xs">{host}</code>
                <CopyButton text={host} label={host} />
              </Cell>
              <Cell className="text-right tabular-nums">
                <TextLink
                  href={paths.repositories({ account: registry.account, region: registry.region })}
                  aria-label={`Repositories of ${account?.name ?? registry.account}, ${registry.region}`}
                >
                  {readAt === undefined && repositories === 0 ? '–' : repositories.toLocaleString('en')}
                </TextLink>
              </Cell>
              <Cell>
                <RegistryState status={status} now={props.now} />
              </Cell>
            </Row>
          )
        })}
      </tbody>
    </Table>
  )
}
