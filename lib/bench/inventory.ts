import { setTimeout as pause } from 'node:timers/promises'
import { config } from '@/lib/config/config'
import { getDb } from '@/lib/db/db'
import { registryCopies } from '@/lib/db/schema'
import { getInventory, type Inventory } from '@/lib/inventory/inventory'
import { parseQuery } from '@/lib/inventory/query'
import { findRepositories } from '@/lib/inventory/search'
import type { Repository } from '@/lib/repositories/model'

// All that the bench knows of the portal's inventory and its search.

export type Search = (q: string) => { count: number; top: Repository[] }

/** As at the start of a process, with nothing in memory; and with nothing in the database either, when it is `cold`. */
export async function forgetInventory({ cold }: { cold: boolean }): Promise<void> {
  const held = globalThis as typeof globalThis & { portalInventory?: Promise<Inventory> | undefined }
  held.portalInventory = undefined
  const db = await getDb()
  if (cold) await db.delete(registryCopies)
}

/** The search, as soon as every registry is in it. `settled` resolves when what was read is stored as well. */
export async function openSearch(): Promise<{ search: Search; settled: () => Promise<void> }> {
  const inventory = await getInventory()
  while (inventory.copies().some(({ readAt }) => readAt === undefined)) await pause(1)
  const copies = inventory.copies()
  const { accounts } = config().accountsFile
  return {
    search(q) {
      const { repositories, groups } = findRepositories(copies, accounts, parseQuery({ q }))
      return { count: repositories, top: groups.flatMap((group) => group.repositories) }
    },
    async settled() {
      while (inventory.copies().some(({ reading }) => reading)) await pause(10)
      await getDb().then((db) => db.$count(registryCopies))
    },
  }
}

/** What the portal holds in memory of these repositories, to be searched. */
export function indexOf(rows: readonly Repository[]): unknown {
  return rows
}
