import { notFound } from 'next/navigation'
import type { ReactNode } from 'react'
import { RememberVisit } from '@/components/repositories/remember-visit'
import { RepositoryHeader } from '@/components/repositories/repository-header'
import { RepositoryMissing } from '@/components/repositories/repository-missing'
import { FailureNotice } from '@/components/shell/failure-notice'
import { consoleUrl } from '@/lib/accounts/model'
import { config } from '@/lib/config/config'
import type { Context } from '@/lib/context'
import { attempt, PortalError } from '@/lib/errors/portal-error'
import { getInventory } from '@/lib/inventory/get-inventory'
import { sameNameElsewhere } from '@/lib/inventory/registry-index'
import type { RepositoryTab } from '@/lib/paths'
import { getRepository } from '@/lib/repositories/get-repository'
import type { Repository } from '@/lib/repositories/model'
import { fromPath, type RepositoryRef } from '@/lib/repositories/reference'
import { RepositoryRefInput } from '@/lib/repositories/reference-input'
import { requireContext } from '@/lib/request-context'

type Params = Promise<{ account: string; region: string; repository: string }>

/** The repository, undefined when there is none, or why it could not be read. */
type Reading = Promise<Repository | undefined | PortalError>

type FrameProps = {
  ctx: Context
  repository: RepositoryRef
  reading: Reading
  tab: RepositoryTab
  children: ReactNode
}

/** Parses the address of a repository's page and starts looking up the repository. */
export async function openRepository(params: Params) {
  const ctx = await requireContext()
  const { account, region, repository } = await params
  const wanted = RepositoryRefInput.safeParse({ account, region, name: fromPath(repository) })
  if (!wanted.success) notFound()
  return { ctx, repository: wanted.data, reading: attempt(getRepository(ctx, wanted.data)) }
}

/**
 * What every tab of a repository shares: the header above it, or why there is no repository to show. Not a layout: Next
 * renders a layout once for all tabs, so its header would go stale as the reader moves between them.
 */
export async function RepositoryFrame({ ctx, repository: ref, reading, tab, children }: FrameProps) {
  const [repository, inventory] = await Promise.all([reading, getInventory()])
  if (repository instanceof PortalError) return <FailureNotice failure={repository} about={ref} />
  const elsewhere = sameNameElsewhere(inventory.registries(), ref)
  if (!repository) return <RepositoryMissing wanted={ref} accounts={ctx.accounts} elsewhere={elsewhere} />
  return (
    <>
      <RememberVisit user={ctx.actor.id} {...ref} />
      <RepositoryHeader
        repository={repository}
        accounts={ctx.accounts}
        tab={tab}
        consoleUrl={consoleUrl(config().accountsFile.consoleUrl, repository)}
        elsewhere={elsewhere}
      />
      {children}
    </>
  )
}

export async function repositoryTitle(params: Params, tab?: string) {
  const { repository } = await params
  const name = fromPath(repository)
  return { title: tab ? `${tab} · ${name}` : name }
}
