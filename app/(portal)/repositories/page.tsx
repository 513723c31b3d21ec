import type { Metadata } from 'next'
import { FailedRegistries } from '@/components/registries/failed-registries'
import { RepositorySearch } from '@/components/repositories/repository-search'
import { ButtonLink } from '@/components/ui/button-link'
import { PageHeader } from '@/components/ui/page-header'
import { paths } from '@/lib/paths'
import { requireContext } from '@/lib/request-context'
import { serveSearch } from './serve-search'

export const metadata: Metadata = { title: 'Repositories' }

export default async function RepositoriesPage({ searchParams }: PageProps<'/repositories'>) {
  const ctx = await requireContext()
  const { query, statuses, accounts, now, packed } = await serveSearch(ctx, await searchParams)
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
        packed={packed}
        notice={<FailedRegistries statuses={statuses} accounts={accounts} now={now} />}
      />
    </>
  )
}
