import { memo, type ReactNode } from 'react'
import { Pager } from '@/components/ui/pager'
import { LINK, TextLink } from '@/components/ui/text-link'
import type { AccountTag } from '@/lib/accounts/model'
import type { Freshness } from '@/lib/inventory/model'
import { paths } from '@/lib/paths'
import { plural } from '@/lib/text/plural'
import { groupsOf, NameGroups } from './name-groups'
import { NothingFound } from './nothing-found'
import { RefreshButton } from './refresh-button'
import { RepositoryList } from './repository-list'
import { withPage } from './search-address'
import { useNextFrame } from './use-next-frame'
import type { Copying } from './use-row-clicks'
import type { Answer } from './use-search'

type FoundProps = {
  answer: Answer
  copying: Copying | undefined
  accounts: readonly AccountTag[]
  now: number
  brief: boolean
  freshness: Freshness
  notice?: ReactNode
}

/** The results: how many and where, the rows of this page, and similar names. */
export const FoundRepositories = memo(function FoundRepositories(props: FoundProps) {
  const { address, found } = props.answer
  const { accounts, now, brief, copying } = props
  // What is off screen is drawn a frame later, and is out of date until then. The first rows are drawn at once.
  const earlier = useNextFrame(props.answer)
  const below = earlier.found.groups.length > 0 ? earlier : props.answer
  const parameters = new URLSearchParams(address)
  const q = parameters.get('q') ?? ''
  const clear = brief ? paths.home() : paths.repositories()
  const list = `${paths.repositories()}?${address}`
  const { groups } = found
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
            <TextLink href={list}>{isAsked ? 'Filter results' : 'Browse all'}</TextLink>
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
            <RefreshButton freshness={props.freshness} now={now} />
          </span>
        )}
      </div>
      {props.notice}
      {(!brief || q !== '') && (
        <>
          {groups.length > 0 ? (
            <RepositoryList>
              <NameGroups answer={props.answer} part="top" {...{ accounts, copying, now }} />
              {!brief && (
                <div hidden={below !== props.answer} className="border-t border-hairline empty:hidden">
                  <NameGroups answer={below} part="below" {...{ accounts, copying, now }} />
                </div>
              )}
            </RepositoryList>
          ) : (
            <NothingFound
              q={q}
              unknown={found.unknown}
              creatable={found.creatable}
              hasNear={found.near.length > 0}
              clearPath={clear}
            />
          )}
          {found.near.length > 0 && (
            <section aria-labelledby="near" className="grid gap-2">
              <h2 id="near" className="text-base font-medium">
                {' '}
                Did you mean:{' '}
              </h2>
              <RepositoryList>
                <NameGroups answer={props.answer} part="near" {...{ accounts, copying, now }} />
              </RepositoryList>
            </section>
          )}
        </>
      )}
      {brief && q !== '' && groupsOf(props.answer, 'below').length > 0 && (
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
