import type { Metadata } from 'next'
import { FailedRegistries } from '@/components/registries/failed-registries'
import { RefreshButton } from '@/components/registries/refresh-button'
import { RegistryTable } from '@/components/registries/registry-table'
import { FoundSummary } from '@/components/repositories/found-summary'
import { NothingFound } from '@/components/repositories/nothing-found'
import { RepositoryFilters } from '@/components/repositories/repository-filters'
import { RepositoryList } from '@/components/repositories/repository-list'
import { TextLink } from '@/components/ui/text-link'
import { requireContext } from '@/lib/context'
import { getInventory } from '@/lib/inventory/inventory'
import { parseQuery, queryParameters } from '@/lib/inventory/query'
import { findRepositories } from '@/lib/inventory/search'
import { paths } from '@/lib/paths'
import { refreshRegistries } from './actions'

export const metadata: Metadata = { title: 'Find a repository' }

const ROWS_AT_HOME = 12

export default async function HomePage({ searchParams }: PageProps<'/'>) {
  const ctx = await requireContext()
  const { q, sort } = parseQuery(await searchParams)
  const query = { ...parseQuery({}), q, sort }
  const copies = (await getInventory()).copies()
  const found = findRepositories(copies, ctx.accounts, query)
  const now = ctx.now().getTime()
  let rows = 0
  const groups = found.groups.filter((group) => {
    const shown = rows < ROWS_AT_HOME
    rows += group.repositories.length
    return shown
  })
  return (
    <div className="grid gap-8">
      <h1 className="sr-only">Find a repository</h1>
      <section className="grid gap-3" aria-label="Search">
        <RepositoryFilters path={paths.home()} q={q} autoFocus />
        <FoundSummary found={found} copies={copies}>
          <TextLink href={paths.repositories(queryParameters(query))}>
            {q ? 'Filter these' : 'Browse them all'}
          </TextLink>
        </FoundSummary>
        {q !== '' && found.repositories > 0 && (
          <RepositoryList groups={groups} accounts={ctx.accounts} found={q} now={now} />
        )}
        {q !== '' && found.repositories === 0 && <NothingFound q={q} clearPath={paths.home()} />}
        {q !== '' && found.groups.length > groups.length && (
          <TextLink href={paths.repositories(queryParameters(query))}>
            See all {found.repositories.toLocaleString('en')}
          </TextLink>
        )}
      </section>
      <section className="grid gap-3" aria-labelledby="registries">
        <div className="flex items-center justify-between gap-4">
          <h2 id="registries" className="text-base font-semibold">
            Registries
          </h2>
          <RefreshButton
            reading={copies.filter(({ reading }) => reading).length}
            refresh={refreshRegistries}
          />
        </div>
        <FailedRegistries copies={copies} accounts={ctx.accounts} now={now} />
        <RegistryTable copies={copies} accounts={ctx.accounts} now={now} />
      </section>
    </div>
  )
}
