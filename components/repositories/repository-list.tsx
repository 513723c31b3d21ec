import { CopyButton } from '@/components/ui/copy-button'
import { TextLink } from '@/components/ui/text-link'
import { Time } from '@/components/ui/time'
import { type Account, findAccount } from '@/lib/accounts/model'
import type { NameGroup } from '@/lib/inventory/search'
import { paths } from '@/lib/paths'
import type { Repository } from '@/lib/repositories/model'
import { repositoryUri } from '@/lib/repositories/reference'
import { AccountName, EnvironmentBadge } from './account-name'
import { RepositoryName } from './repository-name'
import { mutabilityWords } from './words'

type ListProps = { groups: readonly NameGroup[]; accounts: readonly Account[]; found: string; now: number }

/** Repositories grouped by name, with a row for each registry that has one of that name. */
export function RepositoryList({ groups, accounts, found, now }: ListProps) {
  return (
    <div className="overflow-hidden rounded-card border border-hairline">
      {groups.map((group) => (
        <section key={group.name} aria-label={group.name} className="border-hairline py-2 not-last:border-b">
          <h2 className="px-4 py-0.5 font-mono text-sm font-semibold">
            <RepositoryName name={group.name} found={found} />
          </h2>
          <ul>
            {group.repositories.map((repository) => (
              <RepositoryRow
                key={`${repository.account}/${repository.region}`}
                repository={repository}
                account={findAccount(accounts, repository.account)}
                now={now}
              />
            ))}
          </ul>
        </section>
      ))}
    </div>
  )
}

function RepositoryRow(props: { repository: Repository; account: Account | undefined; now: number }) {
  const { repository, account, now } = props
  const uri = repositoryUri(repository)
  return (
    <li className="relative grid grid-cols-[1fr_auto] items-center gap-x-4 px-4 py-1.5 hover:bg-hover md:grid-cols-[15rem_6.5rem_5.5rem_1fr_auto]">
      <TextLink
        data-row
        href={paths.repository(repository)}
        aria-label={`${repository.name} in ${account?.name ?? repository.account}, ${repository.region}`}
        className="before:absolute before:inset-0"
      >
        <AccountName account={account} id={repository.account} />
      </TextLink>
      <span className="order-2 text-text-2 md:order-none">{repository.region}</span>
      <span className="order-4 hidden md:order-none md:inline">
        <EnvironmentBadge account={account} />
      </span>
      <span className="order-3 text-text-2 md:order-none">
        {mutabilityWords(repository.mutability)}
        {repository.createdAt !== undefined && (
          <>
            {' · created '}
            <Time at={repository.createdAt} now={now} />
          </>
        )}
      </span>
      <span className="relative order-1 justify-self-end md:order-none">
        <CopyButton
          text={uri}
          label={`of ${repository.name} in ${account?.name ?? repository.account}, ${repository.region}`}
        >
          Copy URI
        </CopyButton>
      </span>
    </li>
  )
}
