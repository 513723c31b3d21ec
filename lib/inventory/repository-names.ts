import 'server-only'
import { type Registry, registryKey } from '@/lib/accounts/registry'
import type { Inventory } from './inventory'
import { nameAt } from './registry-index'

/** The names of a registry's repositories, in order; none before the registry was read. */
export function repositoryNames(inventory: Pick<Inventory, 'registries'>, registry: Registry): string[] {
  const key = registryKey(registry)
  const index = inventory.registries().find((each) => registryKey(each.registry) === key)
  return index ? Array.from(index.rows, (row) => nameAt(index, row)) : []
}
