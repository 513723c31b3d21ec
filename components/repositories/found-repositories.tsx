import { memo, type ReactNode } from 'react'
import { LINK, TextLink } from '@/components/ui/text-link'
import type { AccountTag } from '@/lib/accounts/model'
import type { NameGroup } from '@/lib/inventory/find-repositories'
import { paths } from '@/lib/paths'
import { NothingFound } from './nothing-found'
import { Pager } from './pager'
import { RepositoryList } from './repository-list'
import { withPage } from './search-address'
import type { Copying } from './use-row-clicks'
import type { Answer } from './use-search'
import { plural } from './words'
import { wordsOf } from './words-of'

const ROWS_IN_BRIEF = 12

type FoundProps = {
  answer: Answer
  copying: Copying | undefined
  accounts: readonly AccountTag[]
  now: number
  brief?: boolean
  actions?: ReactNode
  notice?: ReactNode
}

/** An answer: how many were found and where, the rows of this page, and what could have been meant instead. */
export const FoundRepositories = memo(function FoundRepositories(props: FoundProps) {
  const { address, found } = props.answer
  const { accounts, now, brief } = props
  const parameters = new URLSearchParams(address)
  const q = parameters.get('q') ?? ''
  const clear = brief ? paths.home() : paths.repositories()
  const list = `${paths.repositories()}?${address}`
  const groups = brief ? firstRows(found.groups, ROWS_IN_BRIEF) : found.groups
  const isAsked = withPage(address, 1) !== ''
  return (
    <>
      <div className="flex flex-wrap items-center justify-between gap-2">
        <p id="found" aria-live="polite" className="flex flex-wrap gap-x-3 text-text-2">
          <span>
            {plural(found.repositories, 'repository', 'repositories')}
            {found.repositories > 0 && ` in ${plural(found.registries, 'registry', 'registries')}`}
          </span>
          {brief ? (
            <TextLink href={list}>{isAsked ? 'Filter these' : 'Browse them all'}</TextLink>
          ) : (
            isAsked && <TextLink href={clear}>Clear all filters</TextLink>
          )}
        </p>
        {!brief && (
          <span className="flex flex-wrap items-center gap-2">
            <a className={LINK} href={paths.export('csv', address)} download>
              CSV
            </a>
            <a className={LINK} href={paths.export('json', address)} download>
              JSON
            </a>
            {props.actions}
          </span>
        )}
      </div>
      {props.notice}
      {(!brief || q !== '') && (
        <>
          {groups.length > 0 ? (
            <RepositoryList
              groups={groups}
              accounts={accounts}
              words={wordsOf(q)}
              copying={props.copying}
              now={now}
            />
          ) : (
            <NothingFound q={q} unknown={found.unknown} hasNear={found.near.length > 0} clearPath={clear} />
          )}
          {found.near.length > 0 && (
            <section aria-labelledby="near" className="grid gap-2">
              <h2 id="near" className="text-base font-medium">
                Nearly the same
              </h2>
              <RepositoryList
                groups={found.near}
                accounts={accounts}
                words={[]}
                copying={props.copying}
                now={now}
              />
            </section>
          )}
        </>
      )}
      {brief && groups.length > 0 && q !== '' && groups.length < found.groups.length && (
        <TextLink href={list}>See all {found.repositories.toLocaleString('en')}</TextLink>
      )}
      {!brief && (
        <Pager
          page={found.page}
          pages={found.pages}
          hrefOf={(page) => `${paths.repositories()}?${withPage(address, page)}`}
        />
      )}
    </>
  )
})

/** Whole groups, until there are as many rows as are wanted. */
function firstRows(groups: readonly NameGroup[], rows: number): NameGroup[] {
  let before = 0
  return groups.filter((group) => {
    const shown = before < rows
    before += group.rows.length
    return shown
  })
}
