import 'server-only'
import type { Registry } from '@/lib/accounts/registry'
import type { Context } from '@/lib/context'
import { getInventory } from '@/lib/inventory/get-inventory'
import { repositoryNames } from '@/lib/inventory/repository-names'
import { type RegistryEffects, registryEffects } from '@/lib/policy/compare/registry-effects'
import type { PolicyDocument } from '@/lib/policy/document'
import { getRegistryPolicy } from '@/lib/registry-policy/get-registry-policy'
import { inTurns } from '@/lib/runtime/in-turns'

/** What a change of a registry's policy does to each of its repositories, as far as the portal knows them. */
export async function judgeRegistryChange(
  ctx: Context,
  registry: Registry,
  before: PolicyDocument | undefined,
  after: PolicyDocument | undefined,
): Promise<RegistryEffects> {
  const [{ side }, inventory] = await Promise.all([getRegistryPolicy(ctx, registry), getInventory()])
  const judging = registryEffects(before, after, {
    registry,
    // V2 enforces everything that V1 does, so it is what an unknown scope is taken for.
    scope: side.state === 'known' ? side.scope : 'V2',
    names: repositoryNames(inventory, registry),
    accounts: ctx.accounts,
    organizationIds: ctx.organizationIds,
  })
  return inTurns(judging)
}
