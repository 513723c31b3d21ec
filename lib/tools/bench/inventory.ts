import { setTimeout as pause } from 'node:timers/promises'
import { registriesOf } from '@/lib/accounts/model'
import { type Registry, registryKey } from '@/lib/accounts/registry'
import { config } from '@/lib/config/config'
import { getDb } from '@/lib/db/db'
import { registryCopies } from '@/lib/db/schema'
import { toColumns } from '@/lib/inventory/columns'
import { findRepositories, type NameGroup } from '@/lib/inventory/find-repositories'
import { closeInventory, getFilledInventory } from '@/lib/inventory/get-inventory'
import { parseQuery } from '@/lib/inventory/query'
import { indexRegistry } from '@/lib/inventory/registry-index'
import { openStore } from '@/lib/inventory/store'
import type { Repository } from '@/lib/repositories/model'

// All that the bench knows of the portal's inventory and its search.

export type Search = (q: string) => { count: number; top: NameGroup[] }

/** As at the start of a process, with nothing in memory; and with nothing in the database either, when it is `cold`. */
export async function forgetInventory({ cold }: { cold: boolean }): Promise<void> {
  closeInventory()
  const db = await getDb()
  if (cold) await db.delete(registryCopies)
}

/** The search, as soon as every registry is in it. `settled` resolves when what was read is stored as well. */
export async function openSearch(): Promise<{ search: Search; settled: () => Promise<void> }> {
  const inventory = await getFilledInventory()
  while (inventory.statuses().some(({ readAt }) => readAt === undefined)) await pause(1)
  const { accounts } = config().accountsFile
  const registries = registriesOf(accounts)
  return {
    search(q) {
      const { repositories, groups } = findRepositories(inventory.registries(), accounts, parseQuery({ q }))
      return { count: repositories, top: groups }
    },
    async settled() {
      const store = openStore(getDb)
      while ((await store.list()).filter(({ readAt }) => readAt !== undefined).length < registries.length)
        await pause(10)
    },
  }
}

/** What the portal holds in memory of these repositories, to be searched. */
export function indexOf(rows: readonly Repository[]): unknown {
  const byRegistry = new Map<string, { registry: Registry; found: Repository[] }>()
  for (const row of rows) {
    const { account, region } = row
    const entry = byRegistry.get(registryKey(row)) ?? { registry: { account, region }, found: [] }
    byRegistry.set(registryKey(row), entry)
    entry.found.push(row)
  }
  return [...byRegistry.values()].map(({ registry, found }) => indexRegistry(registry, toColumns(found)))
}
