import 'server-only'
import { setImmediate as nextTurn, setTimeout as pause } from 'node:timers/promises'
import { type Registry, registryKey } from '@/lib/accounts/registry'
import { PortalError } from '@/lib/errors/portal-error'
import type { Repository } from '@/lib/repositories/model'
import { log } from '@/lib/runtime/log'
import type { ReadFailure, RegistryStatus } from './model'
import { RegistryCopy } from './registry-copy'
import type { RegistryIndex } from './registry-index'
import type { InventoryStore, ReadingLease, StoredCopy } from './store'

const READ_AGAIN_MS = 5 * 60_000
const TRY_AGAIN_MS = 30_000
const SAVE_AFTER_MS = 100

export type InventorySources = {
  registries: readonly Registry[]
  /** Reads a few repositories of a registry, which come sooner than a whole page. */
  readFirst: (registry: Registry) => Promise<Repository[]>
  /** Reads all of a registry and gives each page away as it comes. */
  read: (registry: Registry, onPage: (repositories: Repository[]) => void) => Promise<void>
  store: InventoryStore
  /** Once it is aborted nothing is begun, and what then fails is no registry’s failure. */
  stopping: AbortSignal
  /** Names this process among those that share the store. */
  holder: string
  now: () => number
  /** From 0 to 1, so that the registries, and the processes, do not all read at the same time. */
  random: () => number
}

/** The portal's copy of what all registries hold: searchable at every moment, and honest about how old each part is. */
export type Inventory = {
  /** In the order of the accounts file. */
  registries: () => RegistryIndex[]
  statuses: () => RegistryStatus[]
  /** Takes over what the store has: what was read before a restart, or by another process. */
  load: () => Promise<void>
  /** Reads every registry whose copy is old, and resolves when all have answered or failed. */
  refreshDue: () => Promise<void>
  /** Reads every registry now and resolves when all have answered or failed. */
  refreshAll: () => Promise<void>
  /** Files a repository that was just created or changed, without waiting for the next reading. */
  put: (repository: Repository) => Promise<void>
  /** Calls back whenever a page has arrived or a state has changed, until the answer is called. */
  subscribe: (listener: () => void) => () => void
}

export function createInventory(sources: InventorySources): Inventory {
  const { store, holder, now, stopping } = sources
  const copies = new Map(
    sources.registries.map((registry) => [registryKey(registry), new RegistryCopy(registry)]),
  )
  const readings = new Map<string, Promise<void>>()
  const due = new Map<string, number>()
  const listeners = new Set<() => void>()
  /** The store's changes that are filed already. Their numbers may become visible in another order than they were given. */
  let filed = new Set<number>()

  function tell() {
    for (const listener of listeners) listener()
  }

  async function read(
    copy: RegistryCopy,
    acquiring: Promise<Tried<Map<string, ReadingLease>>>,
  ): Promise<void> {
    const { registry } = copy
    const key = registryKey(registry)
    const leases = await acquiring
    const lease = leases.ok && leases.value.get(key)
    if (stopping.aborted || (leases.ok && !lease)) {
      copy.leaveToAnother()
      return tell()
    }
    // Without its database the portal still reads; it only cannot keep or share what it has read.
    const { startedAt, version } = lease || { startedAt: now(), version: 0 }
    try {
      await sources.read(registry, (repositories) => {
        copy.addPage(repositories)
        tell()
      })
    } catch (error) {
      if (stopping.aborted) {
        copy.leaveToAnother()
        return tell()
      }
      const failure = failureOf(error, registry)
      copy.fail(failure)
      due.set(key, after(failure.at, TRY_AGAIN_MS))
      tell()
      await inStore('keep a failure', () => store.saveFailure(registry, holder, failure))
      return
    }
    const { columns, readAt } = copy.finish(startedAt, now())
    due.set(key, after(readAt, READ_AGAIN_MS))
    tell()
    // The embedded database works on this process's own thread: what AWS has sent meanwhile becomes searchable first.
    await pause(SAVE_AFTER_MS)
    const isKept = copy.version !== 0 && copy.version === version
    const saved = await inStore('keep a copy', () =>
      store.save(registry, holder, startedAt, isKept ? undefined : columns),
    )
    if (saved.ok && saved.value !== undefined) copy.isStored(columns, saved.value)
  }

  /** One after the other and before anything else, so that the first call is on its way as soon as can be. */
  async function askForFirstRows(empty: readonly RegistryCopy[]): Promise<void> {
    for (const copy of empty) {
      if (stopping.aborted) return
      void readFirst(copy)
      await nextTurn()
    }
  }

  async function readFirst(copy: RegistryCopy): Promise<void> {
    try {
      copy.show(await sources.readFirst(copy.registry))
      tell()
    } catch (error) {
      // Why AWS does not answer is for the reading itself to say.
      log.debug({ err: error, registry: copy.registry }, 'the first repositories could not be read')
    }
  }

  /** A failure as the person may see it. */
  function failureOf(error: unknown, registry: Registry): ReadFailure {
    if (error instanceof PortalError) return { code: error.code, message: error.message, at: now() }
    log.error({ err: error, registry }, 'a registry could not be read')
    return { code: 'unexpected', message: 'Reading this registry failed unexpectedly.', at: now() }
  }

  function after(at: number, pauseMs: number): number {
    return at + pauseMs * (1 + sources.random())
  }

  async function load(): Promise<void> {
    await Promise.all((await store.list()).map(takeOver))
    const changes = await store.changes()
    for (const { id, at, repository } of changes) {
      const copy = copies.get(registryKey(repository))
      // A reading that began later has seen the change, and perhaps what came after it.
      if (!filed.has(id) && at >= (copy?.startedAt ?? 0)) copy?.put(repository, at)
    }
    filed = new Set(changes.map(({ id }) => id))
  }

  async function takeOver({ registry, version, startedAt, readAt, failure, holder: by }: StoredCopy) {
    const key = registryKey(registry)
    const copy = copies.get(key)
    if (!copy || copy.isBeingRead) return
    copy.isReadElsewhere = by !== undefined && by !== holder
    const lastRead = Math.max(readAt ?? 0, copy.readAt ?? 0)
    if (failure && failure.at > lastRead) {
      if (failure.at !== copy.failure?.at) due.set(key, after(failure.at, TRY_AGAIN_MS))
      copy.failure = failure
    } else if (copy.failure && copy.failure.at <= lastRead) copy.failure = undefined
    if (startedAt === undefined || readAt === undefined) return
    // By the beginnings, which are all times of the database's clock; a reading of this process's own may end meanwhile.
    const isNews = () => startedAt > (copy.startedAt ?? 0)
    if (!isNews()) return
    const stored = version === copy.version ? undefined : await store.columns(registry)
    if (!isNews()) return
    if (stored) copy.adopt({ columns: stored.columns, startedAt, readAt }, stored.version)
    else copy.confirm(startedAt, readAt)
    due.set(key, after(readAt, READ_AGAIN_MS))
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
    // All at once: the embedded database keeps everything else waiting while it writes.
    const acquiring = inStore('lease registries', async () => {
      await asking
      const leases = await store.acquire(
        toRead.map(({ registry }) => registry),
        holder,
      )
      // It may have come after all others were given back.
      if (stopping.aborted) await store.release(holder)
      return leases
    })
    for (const copy of toRead) {
      const key = registryKey(copy.registry)
      readings.set(
        key,
        read(copy, acquiring).finally(() => readings.delete(key)),
      )
    }
  }

  return {
    registries: () => [...copies.values()].map((copy) => copy.index()),
    statuses: () => [...copies.values()].map((copy) => copy.status()),
    async load() {
      const loaded = await inStore('load', load)
      // Without the store nobody knows whether another process still reads.
      if (!loaded.ok) for (const copy of copies.values()) copy.isReadElsewhere = false
      tell()
    },
    refreshDue: () =>
      refreshWhere(
        ({ registry, isReadElsewhere }) => !isReadElsewhere && now() >= (due.get(registryKey(registry)) ?? 0),
      ),
    refreshAll: () => refreshWhere(() => true),
    async put(repository) {
      const added = await inStore('file a change', () => store.addChange(repository))
      copies.get(registryKey(repository))?.put(repository, added.ok ? added.value : now())
      tell()
    },
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}

type Tried<T> = { ok: true; value: T } | { ok: false }

/** Browsing goes on without the database; what it missed is logged. */
async function inStore<T>(what: string, work: () => Promise<T>): Promise<Tried<T>> {
  try {
    return { ok: true, value: await work() }
  } catch (error) {
    log.error({ err: error }, `the inventory’s store could not ${what}`)
    return { ok: false }
  }
}
