import { memo } from 'react'
import { CopyButton } from '@/components/ui/copy-button'
import { TextLink } from '@/components/ui/text-link'
import { Time } from '@/components/ui/time'
import type { AccountTag } from '@/lib/accounts/model'
import type { FoundRow, NameGroup } from '@/lib/inventory/find-repositories'
import { paths } from '@/lib/paths'
import { repositoryUri } from '@/lib/repositories/reference'
import { AccountName, EnvironmentBadge } from './account-name'
import { RepositoryName } from './repository-name'
import { mutabilityWords } from './words'

type ListProps = {
  groups: readonly NameGroup[]
  accounts: readonly AccountTag[]
  /** Marked in the names. */
  words: readonly string[]
  now: number
}

/** Repositories grouped by name, with a row for each registry that has one of that name. */
export function RepositoryList({ groups, accounts, words, now }: ListProps) {
  return (
    <div className="overflow-hidden rounded-card border border-hairline">
      {groups.map(({ name, rows }) => (
        <section key={name} aria-label={name} className="border-hairline py-2 not-last:border-b">
          <h2 className="px-4 py-0.5 font-mono text-sm font-semibold">
            <RepositoryName name={name} words={words} />
          </h2>
          <ul>
            {rows.map((row) => (
              <RepositoryRow
                key={`${row.account}/${row.region}`}
                name={name}
                tag={accounts.find(({ id }) => id === row.account)}
                now={now}
                {...row}
              />
            ))}
          </ul>
        </section>
      ))}
    </div>
  )
}

/** One repository. Its props are plain values, so that a row which an answer repeats is not drawn again. */
const RepositoryRow = memo(function RepositoryRow(
  props: FoundRow & { name: string; tag: AccountTag | undefined; now: number },
) {
  const { name, account, region, tag, mutability, createdAt, now } = props
  const ref = { account, region, name }
  const title = `${name} in ${tag?.name ?? account}, ${region}`
  return (
    <li className="relative grid grid-cols-[1fr_auto] items-center gap-x-4 px-4 py-1.5 hover:bg-hover md:grid-cols-[15rem_6.5rem_5.5rem_1fr_auto]">
      <TextLink
        data-row
        href={paths.repository(ref)}
        aria-label={title}
        className="before:absolute before:inset-0"
      >
        <AccountName account={tag} id={account} />
      </TextLink>
      <span className="order-2 text-text-2 md:order-none">{region}</span>
      <span className="order-4 hidden md:order-none md:inline">
        <EnvironmentBadge account={tag} />
      </span>
      <span className="order-3 text-text-2 md:order-none">
        {mutabilityWords(mutability)}
        {createdAt !== undefined && (
          <>
            {' · created '}
            <Time at={createdAt} now={now} />
          </>
        )}
      </span>
      <span className="relative order-1 justify-self-end md:order-none">
        <CopyButton text={repositoryUri(ref)} label={`of ${title}`}>
          Copy URI
        </CopyButton>
      </span>
    </li>
  )
})
