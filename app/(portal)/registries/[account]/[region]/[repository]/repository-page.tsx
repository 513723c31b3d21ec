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

type PageProps<Loaded> = {
  params: Params
  tab: RepositoryTab
  /** What the tab needs from AWS: requested at once, without waiting for the repository's lookup. */
  load: (ctx: Context, ref: RepositoryRef) => Promise<Loaded>
  children: (ctx: Context, repository: Repository, loaded: Promise<Loaded>) => ReactNode
}

/** What every tab of a repository shares: parsing the address, looking up the repository, the header above the tab. */
export async function RepositoryPage<Loaded>(props: PageProps<Loaded>) {
  const ctx = await requireContext()
  const { account, region, repository: segment } = await props.params
  const wanted = RepositoryRefInput.safeParse({ account, region, name: fromPath(segment) })
  if (!wanted.success) notFound()
  const loaded = props.load(ctx, wanted.data)
  const [repository, inventory] = await Promise.all([
    attempt(getRepository(ctx, wanted.data)),
    getInventory(),
  ])
  if (repository instanceof PortalError) return <FailureNotice failure={repository} about={wanted.data} />
  const elsewhere = sameNameElsewhere(inventory.registries(), wanted.data)
  if (!repository)
    return <RepositoryMissing wanted={wanted.data} accounts={ctx.accounts} elsewhere={elsewhere} />
  return (
    <>
      <RememberVisit user={ctx.actor.id} {...wanted.data} />
      <RepositoryHeader
        repository={repository}
        accounts={ctx.accounts}
        tab={props.tab}
        consoleUrl={consoleUrl(config().accountsFile.consoleUrl, repository)}
        elsewhere={elsewhere}
      />
      {props.children(ctx, repository, loaded)}
    </>
  )
}

export async function repositoryTitle(params: Params, tab?: string) {
  const { repository } = await params
  const name = fromPath(repository)
  return { title: tab ? `${tab} · ${name}` : name }
}
