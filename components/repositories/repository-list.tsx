import { memo } from 'react'
import { Time } from '@/components/ui/time'
import type { AccountTag } from '@/lib/accounts/model'
import type { FoundRow, NameGroup } from '@/lib/inventory/find-repositories'
import { paths } from '@/lib/paths'
import { repositoryUri } from '@/lib/repositories/reference'
import { AccountName, EnvironmentBadge } from './account-name'
import { RepositoryName } from './repository-name'
import type { Copying } from './use-row-clicks'
import { mutabilityWords } from './words'

type ListProps = {
  groups: readonly NameGroup[]
  accounts: readonly AccountTag[]
  /** Marked in the names. */
  words: readonly string[]
  copying: Copying | undefined
  now: number
}

/** Said once for all rows: repeated in each of them, their styles would be half of what the page weighs. */
const ROWS = [
  '[&_section]:border-hairline [&_section]:py-2 [&_section]:not-last:border-b',
  '[&_h2]:px-4 [&_h2]:py-0.5 [&_h2]:font-mono [&_h2]:text-sm [&_h2]:font-semibold',
  '[&_li]:relative [&_li]:grid [&_li]:grid-cols-[1fr_auto] [&_li]:items-center [&_li]:gap-x-4 [&_li]:px-4 [&_li]:py-1.5 [&_li]:text-text-2 [&_li]:hover:bg-hover',
  'md:[&_li]:grid-cols-[15rem_6.5rem_5.5rem_1fr_auto] md:[&_li>*]:order-none',
  '[&_a]:text-link [&_a]:underline [&_a]:decoration-link/40 [&_a]:underline-offset-2 [&_a]:before:absolute [&_a]:before:inset-0 [&_a]:hover:decoration-link',
  '[&_button]:relative [&_button]:order-1 [&_button]:justify-self-end [&_button]:h-6 [&_button]:rounded-control [&_button]:border [&_button]:border-control [&_button]:bg-page [&_button]:px-2 [&_button]:text-xs [&_button]:font-medium [&_button]:text-text [&_button]:hover:bg-hover',
  '[&_time]:whitespace-nowrap',
].join(' ')

/** Repositories grouped by name, with a row for each registry that has one of that name. */
export function RepositoryList({ groups, accounts, words, copying, now }: ListProps) {
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
                copying={copying && repositoryUri({ ...row, name }) === copying.uri ? copying : undefined}
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

type RowProps = FoundRow & {
  name: string
  tag: AccountTag | undefined
  copying: Copying | undefined
  now: number
}

/**
 * One repository. Link and button are plain, and the search around them does what they say: fifty of Next's links and of
 * our copy buttons were half of what drawing an answer cost.
 */
const RepositoryRow = memo(function RepositoryRow(props: RowProps) {
  const { name, account, region, tag, mutability, createdAt, copying, now } = props
  const ref = { account, region, name }
  const title = `${name} in ${tag?.name ?? account}, ${region}`
  return (
    <li>
      <a data-row href={paths.repository(ref)} aria-label={title}>
        <AccountName account={tag} id={account} />
      </a>
      <span className="order-2">{region}</span>
      <span className="order-4 hidden md:inline">
        <EnvironmentBadge account={tag} />
      </span>
      <span className="order-3">
        {mutabilityWords(mutability)}
        {createdAt !== undefined && (
          <>
            {' · created '}
            <Time at={createdAt} now={now} />
          </>
        )}
      </span>
      <button type="button" data-copy={repositoryUri(ref)} aria-label={`Copy URI of ${title}`}>
        {copying?.said ?? 'Copy URI'}
      </button>
    </li>
  )
})
