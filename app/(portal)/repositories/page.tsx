import type { Metadata } from 'next'
import { FailedRegistries } from '@/components/registries/failed-registries'
import { RefreshButton } from '@/components/registries/refresh-button'
import { FilterSelects } from '@/components/repositories/filter-selects'
import { FoundSummary } from '@/components/repositories/found-summary'
import { NothingFound } from '@/components/repositories/nothing-found'
import { Pager } from '@/components/repositories/pager'
import { RepositoryFilters } from '@/components/repositories/repository-filters'
import { RepositoryList } from '@/components/repositories/repository-list'
import { ButtonLink } from '@/components/ui/button'
import { PageHeader } from '@/components/ui/page-header'
import { LINK, TextLink } from '@/components/ui/text-link'
import { requireContext } from '@/lib/context'
import { getInventory } from '@/lib/inventory/inventory'
import { isFiltered, parseQuery, queryParameters } from '@/lib/inventory/query'
import { findRepositories } from '@/lib/inventory/search'
import { paths } from '@/lib/paths'
import { refreshRegistries } from '../actions'

export const metadata: Metadata = { title: 'Repositories' }

export default async function RepositoriesPage({ searchParams }: PageProps<'/repositories'>) {
  const ctx = await requireContext()
  const query = parseQuery(await searchParams)
  const copies = (await getInventory()).copies()
  const found = findRepositories(copies, ctx.accounts, query)
  const now = ctx.now().getTime()
  const filtered = isFiltered(query)
  return (
    <>
      <PageHeader
        title="Repositories"
        actions={
          <ButtonLink
            look="primary"
            href={paths.newRepository({ account: query.account, region: query.region })}
          >
            Create repository
          </ButtonLink>
        }
      />
      <div className="grid gap-4">
        <RepositoryFilters path={paths.repositories()} q={query.q}>
          <FilterSelects query={query} accounts={ctx.accounts} />
        </RepositoryFilters>
        <div className="flex flex-wrap items-center justify-between gap-2">
          <FoundSummary found={found} copies={copies}>
            {filtered && <TextLink href={paths.repositories()}>Clear all filters</TextLink>}
          </FoundSummary>
          <span className="flex flex-wrap items-center gap-2">
            <a className={LINK} href={paths.export('csv', queryParameters(query))} download>
              CSV
            </a>
            <a className={LINK} href={paths.export('json', queryParameters(query))} download>
              JSON
            </a>
            <RefreshButton
              reading={copies.filter(({ reading }) => reading).length}
              refresh={refreshRegistries}
            />
          </span>
        </div>
        <FailedRegistries copies={copies} accounts={ctx.accounts} now={now} />
        {found.repositories > 0 ? (
          <RepositoryList groups={found.groups} accounts={ctx.accounts} found={query.q} now={now} />
        ) : (
          <NothingFound q={query.q} clearPath={paths.repositories()} />
        )}
      </div>
      <Pager
        page={found.page}
        pages={found.pages}
        hrefOf={(page) => paths.repositories(queryParameters(query, { page }))}
      />
    </>
  )
}
