import { Fragment, memo } from 'react'
import { Time } from '@/components/ui/time'
import type { AccountTag } from '@/lib/accounts/model'
import type { FoundRow, NameGroup } from '@/lib/inventory/find-repositories'
import { paths } from '@/lib/paths'
import { repositoryUri } from '@/lib/repositories/reference'
import { AccountName, EnvironmentBadge } from './account-name'
import { RepositoryName } from './repository-name'
import { mutabilityWords } from './repository-words'
import { wordsOf } from './search-words'
import type { Copying } from './use-row-clicks'
import type { Answer } from './use-search'

/** The results that fit on a screen, the rest of them, and the similar names. */
type Part = 'top' | 'below' | 'near'

const ROWS_ON_TOP = 12

type GroupsProps = {
  answer: Answer
  part: Part
  accounts: readonly AccountTag[]
  copying: Copying | undefined
  now: number
}

/** Part of the results, grouped by name, with one row per registry that has the name. */
export const NameGroups = memo(function NameGroups({ answer, part, accounts, copying, now }: GroupsProps) {
  const q = new URLSearchParams(answer.address).get('q') ?? ''
  const words = part === 'near' ? [] : wordsOf(q)
  return groupsOf(answer, part).map(({ name, rows }) => (
    <Fragment key={name}>
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
    </Fragment>
  ))
})

/** Whole groups from the top, until a screen is full. */
export function groupsOf({ found }: Answer, part: Part): readonly NameGroup[] {
  if (part === 'near') return found.near
  let before = 0
  return found.groups.filter(({ rows }) => {
    const isOnTop = before < ROWS_ON_TOP
    before += rows.length
    return isOnTop === (part === 'top')
  })
}

type RowProps = FoundRow & {
  name: string
  tag: AccountTag | undefined
  copying: Copying | undefined
  now: number
}

/**
 * One repository. The link and button are plain, and the search around them handles their clicks: fifty of Next's links
 * and our copy buttons took half the time of drawing the results.
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
      <span>{region}</span>
      <EnvironmentBadge account={tag} />
      <p>
        {createdAt === undefined ? (
          mutabilityWords(mutability)
        ) : (
          <>
            {`${mutabilityWords(mutability)} · created `}
            <Time at={createdAt} now={now} />
          </>
        )}
      </p>
      <button type="button" data-copy={repositoryUri(ref)} aria-label={`Copy URI of ${title}`}>
        {copying?.said ?? 'Copy URI'}
      </button>
    </li>
  )
})
