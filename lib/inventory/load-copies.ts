import 'server-only'
import { registryKey } from '@/lib/accounts/registry'
import type { RegistryCopy } from './registry-copy'
import type { Schedule } from './schedule'
import type { InventoryStore, StoredCopy } from './store'

type Loading = {
  copies: ReadonlyMap<string, RegistryCopy>
  store: InventoryStore
  holder: string
  schedule: Schedule
}

/** Makes the function that takes over what the store has: the copies that are newer, and the changes not yet filed. */
export function copyLoader({ copies, store, holder, schedule }: Loading): () => Promise<void> {
  /** Remembered by id, because ids can become visible in another order than they were assigned. */
  let filed = new Set<number>()

  async function takeOver(stored: StoredCopy): Promise<void> {
    const { registry, version, startedAt, readAt } = stored
    const copy = copies.get(registryKey(registry))
    if (!copy || copy.isBeingRead) return
    copy.isReadElsewhere = stored.holder !== undefined && stored.holder !== holder
    takeOverFailure(copy, stored)
    if (startedAt === undefined || readAt === undefined) return
    // Compared by their beginnings, all by the database's clock. A reading of this process may end meanwhile.
    const isNews = () => startedAt > (copy.startedAt ?? 0)
    if (!isNews()) return
    const read = version === copy.version ? undefined : await store.columns(registry)
    if (!isNews()) return
    if (read) copy.adopt({ columns: read.columns, startedAt, readAt }, read.version)
    else copy.confirm(startedAt, readAt)
    schedule.afterReading(registry, readAt)
  }

  function takeOverFailure(copy: RegistryCopy, { registry, readAt, failure }: StoredCopy): void {
    const lastRead = Math.max(readAt ?? 0, copy.readAt ?? 0)
    if (failure && failure.at > lastRead) {
      if (failure.at !== copy.failure?.at) schedule.afterFailure(registry, failure.at)
      copy.failure = failure
    } else if (copy.failure && copy.failure.at <= lastRead) copy.failure = undefined
  }

  return async () => {
    await Promise.all((await store.list()).map(takeOver))
    const changes = await store.changes()
    for (const { id, at, repository } of changes) {
      const copy = copies.get(registryKey(repository))
      // A reading that began later has seen the change, and perhaps what came after it.
      if (!filed.has(id) && at >= (copy?.startedAt ?? 0)) copy?.put(repository, at)
    }
    filed = new Set(changes.map(({ id }) => id))
  }
}
