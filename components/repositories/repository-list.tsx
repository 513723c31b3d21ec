import { memo } from 'react'
import { CopyButton } from '@/components/ui/copy-button'
import { LINK } from '@/components/ui/text-link'
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

/** Said once for all rows: repeated in each of them, their styles would be half of what the page weighs. */
const ROWS =
  '[&_h2]:px-4 [&_h2]:py-0.5 [&_h2]:font-mono [&_h2]:text-sm [&_h2]:font-semibold [&_li]:relative [&_li]:grid [&_li]:grid-cols-[1fr_auto] [&_li]:items-center [&_li]:gap-x-4 [&_li]:px-4 [&_li]:py-1.5 [&_li]:hover:bg-hover md:[&_li]:grid-cols-[15rem_6.5rem_5.5rem_1fr_auto] md:[&_li>*]:order-none [&_section]:border-hairline [&_section]:py-2 [&_section]:not-last:border-b'

/** Repositories grouped by name, with a row for each registry that has one of that name. */
export function RepositoryList({ groups, accounts, words, now }: ListProps) {
  return (
    <div className={`overflow-hidden rounded-card border border-hairline ${ROWS}`}>
      {groups.map(({ name, rows }) => (
        <section key={name} aria-label={name}>
          <h2>
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
    <li>
      {/* A plain link, for which the search around it navigates: fifty of Next's cost half of drawing the list. */}
      <a
        data-row
        href={paths.repository(ref)}
        aria-label={title}
        className={`${LINK} before:absolute before:inset-0`}
      >
        <AccountName account={tag} id={account} />
      </a>
      <span className="order-2 text-text-2">{region}</span>
      <span className="order-4 hidden md:inline">
        <EnvironmentBadge account={tag} />
      </span>
      <span className="order-3 text-text-2">
        {mutabilityWords(mutability)}
        {createdAt !== undefined && (
          <>
            {' · created '}
            <Time at={createdAt} now={now} />
          </>
        )}
      </span>
      <span className="relative order-1 justify-self-end">
        <CopyButton text={repositoryUri(ref)} label={`of ${title}`}>
          Copy URI
        </CopyButton>
      </span>
    </li>
  )
})
