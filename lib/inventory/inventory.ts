import 'server-only'
import { setImmediate as nextTurn } from 'node:timers/promises'
import { registryKey } from '@/lib/accounts/registry'
import type { Repository } from '@/lib/repositories/model'
import { inStore } from './in-store'
import { copyLoader } from './load-copies'
import type { RegistryStatus } from './model'
import { readCopy, readFirstRows } from './read-copy'
import { RegistryCopy } from './registry-copy'
import type { RegistryIndex } from './registry-index'
import { openSchedule } from './schedule'
import type { InventorySources } from './sources'

/** The portal's copy of all registries: always searchable, and it says how old each part is. */
export type Inventory = {
  /** In the order of the accounts file. */
  registries: () => RegistryIndex[]
  statuses: () => RegistryStatus[]
  /** Takes over what the store has: read before a restart, or by another process. */
  load: () => Promise<void>
  /** Reads every registry that is due, and resolves when all have answered or failed. */
  refreshDue: () => Promise<void>
  /** Reads every registry now. Resolves when each has succeeded or failed. */
  refreshAll: () => Promise<void>
  /** Adds a repository that was just created or changed, without waiting for the next reading. */
  put: (repository: Repository) => Promise<void>
  /** Calls back whenever a page has arrived or a state has changed. Returns the function that unsubscribes. */
  subscribe: (listener: () => void) => () => void
}

export function createInventory(sources: InventorySources): Inventory {
  const { store, holder, now, stopping } = sources
  const copies = new Map(
    sources.registries.map((registry) => [registryKey(registry), new RegistryCopy(registry)]),
  )
  const readings = new Map<string, Promise<void>>()
  const listeners = new Set<() => void>()
  const schedule = openSchedule(sources.random)
  const load = copyLoader({ copies, store, holder, schedule })
  const reading = { sources, schedule, tell }

  function tell() {
    for (const listener of listeners) listener()
  }

  async function refreshWhere(isWanted: (copy: RegistryCopy) => boolean): Promise<void> {
    const wanted = [...copies.values()].filter(isWanted)
    begin(wanted.filter(({ registry }) => !readings.has(registryKey(registry))))
    await Promise.all(wanted.map(({ registry }) => readings.get(registryKey(registry))))
  }

  function begin(toRead: readonly RegistryCopy[]) {
    if (toRead.length === 0 || stopping.aborted) return
    for (const copy of toRead) copy.begin()
    tell()
    const asking = askForFirstRows(toRead.filter(({ isEmpty }) => isEmpty))
    // All at once: while the embedded database writes, everything else waits.
    const acquiring = inStore('lease registries', async () => {
      await asking
      const leases = await store.acquire(
        toRead.map(({ registry }) => registry),
        holder,
      )
      // These may have been acquired after all others were released.
      if (stopping.aborted) await store.release(holder)
      return leases
    })
    for (const copy of toRead) {
      const key = registryKey(copy.registry)
      readings.set(
        key,
        readCopy(reading, copy, acquiring).finally(() => readings.delete(key)),
      )
    }
  }

  /** One after the other and before anything else, so that the first call is sent as soon as possible. */
  async function askForFirstRows(empty: readonly RegistryCopy[]): Promise<void> {
    for (const copy of empty) {
      if (stopping.aborted) return
      void readFirstRows(reading, copy)
      await nextTurn()
    }
  }

  return {
    registries: () => [...copies.values()].map((copy) => copy.index()),
    statuses: () => [...copies.values()].map((copy) => copy.status()),
    async load() {
      const loaded = await inStore('load', load)
      // Without the store nobody knows whether another process is still reading.
      if (!loaded.ok) for (const copy of copies.values()) copy.isReadElsewhere = false
      tell()
    },
    refreshDue: () =>
      refreshWhere(({ registry, isReadElsewhere }) => !isReadElsewhere && schedule.isDue(registry, now())),
    refreshAll: () => refreshWhere(() => true),
    async put(repository) {
      const added = await inStore('add a change', () => store.addChange(repository))
      copies.get(registryKey(repository))?.put(repository, added.ok ? added.value : now())
      tell()
    },
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}
