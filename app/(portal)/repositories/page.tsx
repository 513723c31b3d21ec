import type { Metadata } from 'next'
import { FailedRegistries } from '@/components/registries/failed-registries'
import { RefreshButton } from '@/components/registries/refresh-button'
import { FilterSelects } from '@/components/repositories/filter-selects'
import { RepositorySearch } from '@/components/repositories/repository-search'
import { ButtonLink } from '@/components/ui/button-link'
import { PageHeader } from '@/components/ui/page-header'
import { requireContext } from '@/lib/context'
import { paths } from '@/lib/paths'
import { serveSearch } from './serve-search'

export const metadata: Metadata = { title: 'Repositories' }

export default async function RepositoriesPage({ searchParams }: PageProps<'/repositories'>) {
  const ctx = await requireContext()
  const { query, served, statuses, accounts } = await serveSearch(ctx, await searchParams)
  const now = ctx.now().getTime()
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
      <RepositorySearch
        served={served}
        accounts={accounts}
        now={now}
        notice={<FailedRegistries statuses={statuses} accounts={accounts} now={now} />}
        actions={<RefreshButton statuses={statuses} now={now} />}
      >
        <FilterSelects query={query} accounts={ctx.accounts} />
      </RepositorySearch>
    </>
  )
}
