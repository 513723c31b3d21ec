import 'server-only'
import type { Registry } from '@/lib/accounts/registry'
import type { Repository } from '@/lib/repositories/model'
import type { InventoryStore } from './store'

/** What an inventory reads from, and how it tells the time. */
export type InventorySources = {
  registries: readonly Registry[]
  /** Reads a few repositories of a registry, which is faster than a whole page. */
  readFirst: (registry: Registry) => Promise<Repository[]>
  /** Reads all of a registry, and passes on each page as it comes. */
  read: (registry: Registry, onPage: (repositories: Repository[]) => void) => Promise<void>
  store: InventoryStore
  /** Once aborted, nothing is started, and what then fails is not recorded as a registry’s failure. */
  stopping: AbortSignal
  /** Identifies this process among those that share the store. */
  holder: string
  now: () => number
  /** From 0 to 1. */
  random: () => number
}
