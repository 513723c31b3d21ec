import type { Metadata } from 'next'
import { FailedRegistries } from '@/components/registries/failed-registries'
import { RegistryTable } from '@/components/registries/registry-table'
import { RefreshButton } from '@/components/repositories/refresh-button'
import { RepositorySearch } from '@/components/repositories/repository-search'
import { requireContext } from '@/lib/request-context'
import { serveSearch } from './repositories/serve-search'

export const metadata: Metadata = { title: 'Find a repository' }

export default async function HomePage({ searchParams }: PageProps<'/'>) {
  const ctx = await requireContext()
  const { statuses, accounts, freshness, now, packed } = await serveSearch(ctx, await searchParams)
  return (
    <div className="grid gap-8">
      <h1 className="sr-only">Find a repository</h1>
      <RepositorySearch packed={packed} brief />
      <section className="grid gap-3" aria-labelledby="registries">
        <div className="flex items-center justify-between gap-4">
          <h2 id="registries" className="text-base font-semibold">
            Registries
          </h2>
          <RefreshButton freshness={freshness} now={now} />
        </div>
        <FailedRegistries statuses={statuses} accounts={accounts} now={now} />
        <RegistryTable statuses={statuses} accounts={ctx.accounts} now={now} />
      </section>
    </div>
  )
}
