import file from '@/lib/accounts/accounts.json'
import { AccountsFile, registriesOf } from '@/lib/accounts/model'
import { type Registry, registryKey } from '@/lib/accounts/registry'
import type { Repository } from '@/lib/repositories/model'
import { type Columns, toColumns } from './columns'
import { createInventory, type Inventory } from './inventory'
import type { RegistryStatus } from './model'
import { indexRegistry, type RegistryIndex, repositoriesIn } from './registry-index'
import type { InventorySources } from './sources'
import type { InventoryStore, ReadingLease, StoredCopy } from './store'
import type { StoredChange } from './stored-changes'

export const { accounts } = AccountsFile.parse(file)

export function repository(registry: Registry, name: string, changes: Partial<Repository> = {}): Repository {
  return {
    account: registry.account,
    region: registry.region,
    name,
    createdAt: 0,
    mutability: 'MUTABLE',
    mutabilityExclusions: [],
    scanOnPush: false,
    encryption: 'AES256',
    kmsKey: undefined,
    ...changes,
  }
}

export function indexOf(registry: Registry, repositories: readonly Repository[]): RegistryIndex {
  return indexRegistry(registry, toColumns(repositories))
}

/** The sample registries with these repositories, in the order of the accounts file. */
export function indexesOf(repositories: readonly Repository[]): RegistryIndex[] {
  return registriesOf(accounts).map((registry) =>
    indexOf(
      registry,
      repositories.filter((each) => registryKey(each) === registryKey(registry)),
    ),
  )
}

export function namesIn(index: RegistryIndex): string[] {
  return [...repositoriesIn(index)].map(({ name }) => name)
}

type HandReading = {
  registry: Registry
  page: (repositories: Repository[]) => void
  /** Ends it, after one more page if given. */
  end: (repositories?: Repository[]) => void
  fail: (why: Error) => void
}

/** Readings that continue when a test tells them to. */
function readByHand() {
  const begun: HandReading[] = []
  const waiting = new Map<string, (reading: HandReading) => void>()
  const taken = new Set<HandReading>()
  function read(registry: Registry, onPage: (repositories: Repository[]) => void): Promise<void> {
    return new Promise((resolve, fail) => {
      const reading: HandReading = {
        registry,
        page: onPage,
        end(repositories) {
          if (repositories) onPage(repositories)
          resolve()
        },
        fail,
      }
      begun.push(reading)
      const key = registryKey(registry)
      const wanted = waiting.get(key)
      if (!wanted) return
      waiting.delete(key)
      taken.add(reading)
      wanted(reading)
    })
  }
  /** The next reading of a registry, as soon as it begins. */
  function next(registry: Registry): Promise<HandReading> {
    const key = registryKey(registry)
    const found = begun.find((each) => !taken.has(each) && registryKey(each.registry) === key)
    if (found) {
      taken.add(found)
      return Promise.resolve(found)
    }
    return new Promise((resolve) => waiting.set(key, resolve))
  }
  return { read, next, begun }
}

type Row = StoredCopy & { columns: Columns | undefined }

/** A store without a database; `store.test.ts` tests the real one. */
export function storeInMemory(now: () => number): InventoryStore {
  const rows = new Map<string, Row>()
  let changes: StoredChange[] = []
  let lastId = 0
  function rowOf(registry: Registry): Row {
    return (
      rows.get(registryKey(registry)) ?? {
        registry,
        version: 0,
        columns: undefined,
        startedAt: undefined,
        readAt: undefined,
        failure: undefined,
        holder: undefined,
      }
    )
  }
  return {
    list: async () => [...rows.values()].map(({ columns: _columns, ...row }) => row),
    async columns(registry) {
      const { columns, version } = rowOf(registry)
      return columns && { columns, version }
    },
    changes: async () => changes,
    async acquire(registries, holder) {
      const leases = new Map<string, ReadingLease>()
      for (const registry of registries) {
        const row = rowOf(registry)
        if (row.holder !== undefined && row.holder !== holder) continue
        rows.set(registryKey(registry), { ...row, holder })
        leases.set(registryKey(registry), { startedAt: now(), version: row.version })
      }
      return leases
    },
    async save(registry, holder, startedAt, columns) {
      const row = rowOf(registry)
      if (row.holder !== holder) return undefined
      const version = columns ? row.version + 1 : row.version
      rows.set(registryKey(registry), {
        registry,
        version,
        columns: columns ?? row.columns,
        startedAt,
        readAt: now(),
        failure: undefined,
        holder: undefined,
      })
      changes = changes.filter(
        ({ at, repository }) => at >= startedAt || registryKey(repository) !== registryKey(registry),
      )
      return version
    },
    async saveFailure(registry, holder, failure) {
      const row = rowOf(registry)
      if (row.holder === holder) rows.set(registryKey(registry), { ...row, failure, holder: undefined })
    },
    async release(holder) {
      for (const [key, row] of rows) if (row.holder === holder) rows.set(key, { ...row, holder: undefined })
    },
    async addChange(repository) {
      lastId += 1
      changes = [...changes, { id: lastId, at: now(), repository }]
      return now()
    },
  }
}

/** What a test asks the inventory about one of its registries. */
export function lookInto(inventory: Inventory) {
  return {
    names(registry: Registry): string[] {
      return namesIn(the(inventory.registries(), registry, (index) => index.registry))
    },
    index(registry: Registry): RegistryIndex {
      return the(inventory.registries(), registry, (index) => index.registry)
    },
    status(registry: Registry): RegistryStatus {
      return the(inventory.statuses(), registry, (status) => status.registry)
    },
  }
}

function the<T>(all: readonly T[], wanted: Registry, registryOf: (each: T) => Registry): T {
  const found = all.find((each) => registryKey(registryOf(each)) === registryKey(wanted))
  if (!found) throw new Error(`there is no ${registryKey(wanted)}`)
  return found
}

/** An inventory whose readings continue when the test tells them to. */
export function inventoryByHand({
  stopping = new AbortController().signal,
  ...sources
}: Omit<InventorySources, 'read' | 'readFirst' | 'stopping'> & { stopping?: AbortSignal }) {
  const { read, next, begun } = readByHand()
  const first = new Map<string, (repositories: Repository[]) => void>()
  const inventory = createInventory({
    ...sources,
    stopping,
    read,
    readFirst: (registry) => new Promise((resolve) => first.set(registryKey(registry), resolve)),
  })
  /** Lets the first few repositories of a registry arrive. */
  function firstCome(registry: Registry, repositories: Repository[]) {
    first.get(registryKey(registry))?.(repositories)
  }
  return { inventory, next, begun, firstCome, ...lookInto(inventory) }
}
