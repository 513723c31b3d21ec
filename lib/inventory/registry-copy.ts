import type { Registry } from '@/lib/accounts/registry'
import type { ReadFailure } from '@/lib/errors/read-failure'
import type { Repository } from '@/lib/repositories/model'
import { ascending, type Columns, countOf, merged, sameColumns, toColumns } from './columns'
import type { RegistryStatus } from './model'
import { indexRegistry, type RegistryIndex, repositoriesIn } from './registry-index'

/** A complete reading of a registry, and when it began and ended, in milliseconds since 1970. */
type WholeCopy = { columns: Columns; startedAt: number; readAt: number }

type Change = { at: number; repository: Repository }
/** The repositories of a reading are in ascending order of name, from its first page on. */
type Reading = { pages: number; repositories: Repository[] }

/**
 * What this process knows about one registry: its last good copy, a reading in progress, and the portal's own later
 * writes.
 */
export class RegistryCopy {
  readonly registry: Registry
  /** The version of the store's copy that equals this one; 0 if the store has none. */
  version = 0
  failure: ReadFailure | undefined
  isReadElsewhere = false
  #whole: WholeCopy | undefined
  #reading: Reading | undefined
  /** Pages of a failed reading, kept while there is nothing better. */
  #pages: Repository[] = []
  /** By name. */
  #changes = new Map<string, Change>()
  #index: RegistryIndex | undefined

  constructor(registry: Registry) {
    this.registry = registry
  }

  get readAt(): number | undefined {
    return this.#whole?.readAt
  }

  get startedAt(): number | undefined {
    return this.#whole?.startedAt
  }

  get isBeingRead(): boolean {
    return this.#reading !== undefined
  }

  /** The searchable columns: the last good copy, or without one the pages received so far. */
  index(): RegistryIndex {
    this.#index ??= indexRegistry(this.registry, this.#whole?.columns ?? this.#withChanges(this.#arrived()))
    return this.#index
  }

  status(): RegistryStatus {
    const reading = this.#reading && {
      pages: this.#reading.pages,
      repositories: this.#reading.repositories.length,
    }
    return {
      registry: this.registry,
      repositories: this.#count(),
      ...(this.#whole && { readAt: this.#whole.readAt }),
      ...(reading && { reading }),
      ...(!reading && this.isReadElsewhere && { reading: 'elsewhere' }),
      ...(this.failure && { failure: this.failure }),
    }
  }

  /** Whether nothing about the registry is known yet. */
  get isEmpty(): boolean {
    return !this.#whole && this.#arrived().length === 0
  }

  begin(): void {
    this.isReadElsewhere = false
    this.#reading = { pages: 0, repositories: [] }
  }

  /** Cancels the start: another process is already reading this registry. */
  leaveToAnother(): void {
    this.isReadElsewhere = true
    this.#reading = undefined
  }

  /** Shows some repositories until there is something better: a reading has begun, but no page has arrived yet. */
  show(repositories: readonly Repository[]): void {
    if (!this.isEmpty || !this.#reading) return
    this.#pages = ascending(repositories)
    this.#index = undefined
  }

  addPage(repositories: readonly Repository[]): void {
    if (!this.#reading) throw new Error('a page came, but nothing is being read')
    this.#reading.pages += 1
    this.#reading.repositories = merged(this.#reading.repositories, ascending(repositories))
    this.#pages = []
    if (!this.#whole) this.#index = undefined
  }

  /** Completes the reading. The copy is what was read, plus the writes that its first pages may have missed. */
  finish(startedAt: number, readAt: number): WholeCopy {
    if (!this.#reading) throw new Error('a reading ended that never began')
    const { repositories } = this.#reading
    this.#reading = undefined
    this.failure = undefined
    return this.#take({ columns: toColumns(repositories), startedAt, readAt })
  }

  /** Ends the reading without a result. The last good copy stays; without one, the pages received so far stay. */
  fail(failure: ReadFailure): void {
    this.#pages = this.#whole ? [] : this.#arrived()
    this.#reading = undefined
    this.failure = failure
  }

  /** Adds a repository that the portal has just created or changed. */
  put(repository: Repository, at: number): void {
    if ((this.#changes.get(repository.name)?.at ?? 0) > at) return
    this.#changes.set(repository.name, { at, repository })
    if (this.#whole) {
      const columns = this.#withChanges(repositoriesIn(this.index()))
      if (sameColumns(columns, this.#whole.columns)) return
      this.#whole = { ...this.#whole, columns }
    }
    this.version = 0
    this.#index = undefined
  }

  /** The store now has these columns, but not the writes made since they were read. */
  isStored(columns: Columns, version: number): void {
    if (this.#whole?.columns === columns) this.version = version
  }

  /** Adopts what another process has read. */
  adopt(copy: WholeCopy, version: number): void {
    this.#take(copy)
    this.version = this.#changes.size === 0 ? version : 0
  }

  /** Another process has read the same copy again and found no difference. */
  confirm(startedAt: number, readAt: number): void {
    if (this.#whole) this.#whole = { ...this.#whole, startedAt, readAt }
  }

  /** Only searches need the index: while pages arrive they are only counted. */
  #count(): number {
    if (this.#whole) return countOf(this.#whole.columns)
    return this.#changes.size === 0 ? this.#arrived().length : countOf(this.index().columns)
  }

  #arrived(): Repository[] {
    return this.#pages.length > 0 ? this.#pages : (this.#reading?.repositories ?? [])
  }

  #withChanges(repositories: Iterable<Repository>): Columns {
    const changed = [...this.#changes.values()].map(({ repository }) => repository)
    return toColumns(merged([...repositories], ascending(changed)))
  }

  #take(copy: WholeCopy): WholeCopy {
    for (const [name, { at }] of this.#changes) if (at < copy.startedAt) this.#changes.delete(name)
    const columns =
      this.#changes.size === 0
        ? copy.columns
        : this.#withChanges(repositoriesIn(indexRegistry(this.registry, copy.columns)))
    const isNew = !this.#whole || !sameColumns(this.#whole.columns, columns)
    // An unchanged registry keeps its columns, and with them their index.
    this.#whole = { ...copy, columns: isNew || !this.#whole ? columns : this.#whole.columns }
    this.#pages = []
    if (isNew) {
      this.#index = undefined
      this.version = 0
    }
    return this.#whole
  }
}
