import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { RegistryHeader } from '@/components/registries/registry-header'
import { RegistryPolicy } from '@/components/registries/registry-policy'
import { accountName } from '@/lib/accounts/account-names'
import { isKnownRegistry } from '@/lib/accounts/model'
import { registryKey } from '@/lib/accounts/registry'
import { countMatching } from '@/lib/inventory/count-matching'
import { getInventory } from '@/lib/inventory/get-inventory'
import { resourcesOf } from '@/lib/policy/registry-side'
import { getRegistryPolicy } from '@/lib/registry-policy/get-registry-policy'
import { requireContext } from '@/lib/request-context'

type Props = PageProps<'/registries/[account]/[region]'>

export const metadata: Metadata = { title: 'Registry' }

export default async function RegistryPage({ params }: Props) {
  const ctx = await requireContext()
  const registry = await params
  if (!isKnownRegistry(ctx.accounts, registry)) notFound()
  const [copy, inventory] = await Promise.all([getRegistryPolicy(ctx, registry), getInventory()])
  const isThis = (key: string) => key === registryKey(registry)
  const index = inventory.registries().find((each) => isThis(registryKey(each.registry)))
  const status = inventory.statuses().find((each) => isThis(registryKey(each.registry)))
  const now = ctx.now().getTime()
  return (
    <div className="grid gap-8">
      <RegistryHeader
        registry={registry}
        name={accountName(registry.account, ctx.accounts)}
        status={status}
        now={now}
      />
      <RegistryPolicy
        registry={registry}
        copy={copy}
        accounts={ctx.accounts}
        count={(statement) => index && countMatching(index, resourcesOf(statement))}
        now={now}
      />
    </div>
  )
}
