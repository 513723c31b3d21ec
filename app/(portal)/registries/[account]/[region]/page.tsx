import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { ActivityList } from '@/components/activity/activity-list'
import { RegistryHeader } from '@/components/registries/registry-header'
import { RegistryPolicy } from '@/components/registries/registry-policy'
import { RegistryPolicyEditor } from '@/components/registries/registry-policy-editor'
import { FailureNotice } from '@/components/shell/failure-notice'
import { accountName } from '@/lib/accounts/account-names'
import { isKnownRegistry } from '@/lib/accounts/model'
import { type Registry, registryKey } from '@/lib/accounts/registry'
import { ACTIVITY_PER_PAGE, listActivity } from '@/lib/audit/list-activity'
import { refusal } from '@/lib/auth/roles'
import type { Context } from '@/lib/context'
import { attempt, PortalError } from '@/lib/errors/portal-error'
import { countByResources } from '@/lib/inventory/count-matching'
import { getInventory } from '@/lib/inventory/get-inventory'
import { paths } from '@/lib/paths'
import { getPolicy } from '@/lib/permissions/get-policy'
import { getPolicyVersion } from '@/lib/permissions/policy-history'
import { RestoreParameters } from '@/lib/permissions/restore-parameters'
import { getRegistryPolicy } from '@/lib/registry-policy/get-registry-policy'
import { refreshRegistryPolicy } from '@/lib/registry-policy/refresh-registry-policy'
import { requireContext } from '@/lib/request-context'
import { previewRegistryPolicyAction, saveRegistryPolicyAction } from './actions'

type Props = PageProps<'/registries/[account]/[region]'>

export const metadata: Metadata = { title: 'Registry' }

export default async function RegistryPage({ params, searchParams }: Props) {
  const ctx = await requireContext()
  const { account, region } = await params
  const registry = { account, region }
  if (!isKnownRegistry(ctx.accounts, registry)) notFound()
  const mayChange = refusal(ctx.actor, { to: 'registry.save' }) === undefined
  const { restore } = RestoreParameters.parse(await searchParams)
  // So that what is shown is what is edited.
  if (mayChange) await refreshRegistryPolicy(ctx.aws, registry)
  const [copy, inventory, records, edited] = await Promise.all([
    getRegistryPolicy(ctx, registry),
    getInventory(),
    attempt(listActivity(ctx, { ref: registry })),
    mayChange ? openEditor(ctx, registry, restore) : undefined,
  ])
  const isThis = (key: string) => key === registryKey(registry)
  const index = inventory.registries().find((each) => isThis(registryKey(each.registry)))
  const status = inventory.statuses().find((each) => isThis(registryKey(each.registry)))
  const known = copy.side.state === 'known' ? (copy.side.document?.statements ?? []) : []
  const counts = index ? countByResources(index, known) : {}
  const now = ctx.now().getTime()
  return (
    <div className="grid gap-8">
      <RegistryHeader
        registry={registry}
        name={accountName(account, ctx.accounts)}
        status={status}
        now={now}
      />
      <RegistryPolicy
        registry={registry}
        copy={copy}
        accounts={ctx.accounts}
        counts={counts}
        now={now}
        editor={
          edited instanceof PortalError ? (
            <FailureNotice failure={edited} />
          ) : (
            edited && (
              <RegistryPolicyEditor
                // Restoring starts anew, on the same page.
                key={edited.restoring?.id}
                registry={registry}
                {...edited}
                accounts={ctx.accounts.map(({ id, name }) => ({ id, name }))}
                counts={counts}
                save={saveRegistryPolicyAction}
                preview={previewRegistryPolicyAction}
              />
            )
          )
        }
      />
      <section aria-labelledby="history" className="grid gap-3">
        <h2 id="history" className="text-base font-semibold">
          History
        </h2>
        {records instanceof PortalError ? (
          <FailureNotice failure={records} />
        ) : (
          <ActivityList
            records={records}
            perPage={ACTIVITY_PER_PAGE}
            accounts={ctx.accounts}
            now={now}
            olderHref={() => paths.activity()}
            {...(mayChange && { restoreHref: (id: number) => paths.registry(registry, { restore: id }) })}
            withPlace={false}
          />
        )}
      </section>
    </div>
  )
}

/** What the editor starts from, asked of AWS: an edit must not begin with the portal’s older copy. */
async function openEditor(ctx: Context, registry: Registry, restore: number | undefined) {
  const [policy, restoring] = await Promise.all([
    attempt(getPolicy(ctx, registry)),
    restore === undefined ? undefined : attempt(getPolicyVersion(ctx, registry, restore)),
  ])
  if (policy instanceof PortalError) return policy
  return restoring instanceof PortalError ? restoring : { policy: policy ?? null, restoring }
}
