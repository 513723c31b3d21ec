import 'server-only'
import { type Account, registriesOf } from '@/lib/accounts/model'
import { type Registry, registryKey } from '@/lib/accounts/registry'
import { awsFor } from '@/lib/aws/aws'
import { config } from '@/lib/config/config'
import { type Db, getDb } from '@/lib/db/db'
import { registryCopies } from '@/lib/db/schema'
import { PortalError } from '@/lib/errors'
import { log } from '@/lib/log'
import type { Repository } from '@/lib/repositories/model'
import type { RegistryCopy } from './model'
import { readRegistry } from './read-registry'

const STALE_AFTER_MS = 5 * 60_000
const FAILED_STALE_AFTER_MS = 30_000
const FIRST_LOOK_MS = 1500

/** The portal's copy of all registries. Each registry has at most one reading under way. */
export type Inventory = {
  copies: () => RegistryCopy[]
  /** Starts reading every registry whose copy is old; the copies stay usable meanwhile. */
  refreshStale: () => Promise<void>
  /** Reads every registry now and resolves when all have answered or failed. */
  refreshAll: () => Promise<void>
  /** Files a repository that was just created or changed, without waiting for the next reading. */
  put: (repository: Repository) => void
}

type Sources = {
  accounts: readonly Account[]
  read: (registry: Registry) => Promise<Repository[]>
  store: (registry: Registry, repositories: Repository[], readAt: Date) => Promise<void>
  now: () => number
}

/** An inventory that starts from stored copies and reads the registries through `sources`. */
export function createInventory(stored: readonly RegistryCopy[], sources: Sources): Inventory {
  const copies = new Map<string, RegistryCopy>()
  const readings = new Map<string, Promise<void>>()
  // What was put since the last reading began: its first pages may be older than that.
  const puts = new Map<string, Repository[]>()
  for (const registry of registriesOf(sources.accounts))
    copies.set(registryKey(registry), {
      registry,
      repositories: [],
      readAt: undefined,
      reading: false,
      failure: undefined,
    })
  for (const copy of stored)
    if (copies.has(registryKey(copy.registry))) copies.set(registryKey(copy.registry), copy)

  function update(registry: Registry, changes: Partial<RegistryCopy>) {
    const copy = copies.get(registryKey(registry))
    if (copy) copies.set(registryKey(registry), { ...copy, ...changes })
  }

  async function readOne(registry: Registry) {
    update(registry, { reading: true })
    puts.set(registryKey(registry), [])
    try {
      const read = await sources.read(registry)
      const repositories = withPuts(read, puts.get(registryKey(registry)) ?? [])
      const readAt = sources.now()
      update(registry, { repositories, readAt, reading: false, failure: undefined })
      await sources.store(registry, repositories, new Date(readAt)).catch((error: unknown) => {
        log.error({ err: error, registry }, 'the copy of a registry could not be stored')
      })
    } catch (error) {
      const known = error instanceof PortalError
      if (!known) log.error({ err: error, registry }, 'a registry could not be read')
      update(registry, {
        reading: false,
        failure: {
          code: known ? error.code : 'unexpected',
          message: known ? error.message : 'Reading this registry failed unexpectedly.',
          at: sources.now(),
        },
      })
    }
  }

  function refresh(registry: Registry): Promise<void> {
    const key = registryKey(registry)
    const underWay = readings.get(key)
    if (underWay) return underWay
    const reading = readOne(registry).finally(() => readings.delete(key))
    readings.set(key, reading)
    return reading
  }

  function isStale({ readAt, failure }: RegistryCopy): boolean {
    const now = sources.now()
    if (failure) return now - failure.at > FAILED_STALE_AFTER_MS
    return readAt === undefined || now - readAt > STALE_AFTER_MS
  }

  const refreshWhere = async (wanted: (copy: RegistryCopy) => boolean) => {
    await Promise.all([...copies.values()].filter(wanted).map(({ registry }) => refresh(registry)))
  }

  return {
    copies: () => [...copies.values()],
    refreshStale: () => refreshWhere(isStale),
    refreshAll: () => refreshWhere(() => true),
    put(repository) {
      const key = registryKey(repository)
      puts.get(key)?.push(repository)
      update(repository, { repositories: withPuts(copies.get(key)?.repositories ?? [], [repository]) })
    },
  }
}

function withPuts(repositories: readonly Repository[], put: readonly Repository[]): Repository[] {
  const replaced = new Set(put.map(({ name }) => name))
  return [...repositories.filter(({ name }) => !replaced.has(name)), ...put]
}

async function loadCopies(db: Db): Promise<RegistryCopy[]> {
  const rows = await db.select().from(registryCopies)
  return rows.map(({ account, region, readAt, repositories }) => ({
    registry: { account, region },
    repositories,
    readAt: readAt.getTime(),
    reading: false,
    failure: undefined,
  }))
}

async function storeCopy(registry: Registry, repositories: Repository[], readAt: Date): Promise<void> {
  const db = await getDb()
  await db
    .insert(registryCopies)
    .values({ ...registry, repositories, readAt })
    .onConflictDoUpdate({
      target: [registryCopies.account, registryCopies.region],
      set: { repositories, readAt },
    })
}

const held = globalThis as typeof globalThis & { portalInventory?: Promise<Inventory> }

async function open(): Promise<Inventory> {
  const { accounts } = config().accountsFile
  // The inventory is everybody's, so it is read in the portal's own name, not in that of whoever asks first.
  const aws = awsFor('ecr-portal', accounts)
  return createInventory(await loadCopies(await getDb()), {
    accounts,
    read: (registry) => readRegistry(aws, registry),
    store: storeCopy,
    now: Date.now,
  })
}

/**
 * This process's inventory, with old copies being read again in the background. Only when a registry has never been
 * read does it wait a moment for the first answers.
 */
export async function getInventory(): Promise<Inventory> {
  held.portalInventory ??= open().catch((error: unknown) => {
    held.portalInventory = undefined
    throw error
  })
  const inventory = await held.portalInventory
  const reading = inventory.refreshStale()
  if (inventory.copies().some(({ readAt, failure }) => readAt === undefined && !failure))
    await Promise.race([reading, new Promise((resolve) => setTimeout(resolve, FIRST_LOOK_MS))])
  return inventory
}
