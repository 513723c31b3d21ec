import type { Repository } from '@/lib/repositories/model'

/** A repository's settings. Few combinations occur, so a registry stores each one once. */
type Settings = Omit<Repository, 'account' | 'region' | 'name' | 'createdAt'>

/**
 * The repositories of one registry, column by column: a fraction of the memory that objects would need. Row `i` of each
 * column belongs to the `i`th name.
 */
export type Columns = {
  /** In ascending order, separated by spaces, which no name contains. */
  names: string
  /** Milliseconds since 1970; NaN where ECR gives none. */
  createdAt: Float64Array
  /** The row's index in `settings`. */
  setting: Uint32Array
  settings: readonly Settings[]
}

/** Packs repositories of one registry; of two with the same name, the later one counts. */
export function toColumns(repositories: readonly Repository[]): Columns {
  const rows = isAscending(repositories) ? repositories : ascending(repositories)
  const createdAt = new Float64Array(rows.length)
  const setting = new Uint32Array(rows.length)
  const settings: Settings[] = []
  const places = new Map<string, number>()
  for (const [row, repository] of rows.entries()) {
    createdAt[row] = repository.createdAt ?? Number.NaN
    const key = keyOf(repository)
    let place = places.get(key)
    if (place === undefined) {
      place = settings.push(settingsOf(repository)) - 1
      places.set(key, place)
    }
    setting[row] = place
  }
  return { names: rows.map(({ name }) => name).join(' '), createdAt, setting, settings }
}

function isAscending(repositories: readonly Repository[]): boolean {
  return repositories.every(({ name }, row) => row === 0 || (repositories[row - 1]?.name ?? '') < name)
}

/** In ascending order by name, each name once. */
export function ascending(repositories: readonly Repository[]): Repository[] {
  const byName = new Map(repositories.map((repository) => [repository.name, repository]))
  return [...byName.values()].sort((a, b) => (a.name < b.name ? -1 : 1))
}

/** Merges two ascending lists; for a name in both, the later list counts. */
export function merged(earlier: readonly Repository[], later: readonly Repository[]): Repository[] {
  const both: Repository[] = []
  let at = 0
  for (const repository of later) {
    for (let next = earlier[at]; next && next.name < repository.name; next = earlier[at]) {
      both.push(next)
      at += 1
    }
    if (earlier[at]?.name === repository.name) at += 1
    both.push(repository)
  }
  return both.concat(earlier.slice(at))
}

function keyOf({
  mutability,
  mutabilityExclusions,
  scanOnPush,
  encryption,
  kmsKey = '',
}: Repository): string {
  const exclusions = mutabilityExclusions.length === 0 ? '' : mutabilityExclusions.join(' ')
  return `${mutability} ${scanOnPush} ${encryption} ${kmsKey} ${exclusions}`
}

function settingsOf({
  mutability,
  mutabilityExclusions,
  scanOnPush,
  encryption,
  kmsKey,
}: Repository): Settings {
  return { mutability, mutabilityExclusions, scanOnPush, encryption, kmsKey }
}

export function countOf({ createdAt }: Columns): number {
  return createdAt.length
}

export function sameColumns(a: Columns, b: Columns): boolean {
  return (
    a.names === b.names &&
    sameNumbers(a.createdAt, b.createdAt) &&
    sameNumbers(a.setting, b.setting) &&
    JSON.stringify(a.settings) === JSON.stringify(b.settings)
  )
}

function sameNumbers(a: Float64Array | Uint32Array, b: Float64Array | Uint32Array): boolean {
  return a.length === b.length && a.every((value, row) => Object.is(value, b[row]))
}

/** Columns in a form that JSON can store. */
export type StoredColumns = {
  names: string
  createdAt: (number | null)[]
  setting: number[]
  settings: Settings[]
}

export function toStored({ names, createdAt, setting, settings }: Columns): StoredColumns {
  return {
    names,
    createdAt: Array.from(createdAt, (at) => (Number.isNaN(at) ? null : at)),
    setting: Array.from(setting),
    settings: [...settings],
  }
}

export function fromStored({ names, createdAt, setting, settings }: StoredColumns): Columns {
  return {
    names,
    createdAt: Float64Array.from(createdAt, (at) => at ?? Number.NaN),
    setting: Uint32Array.from(setting),
    settings,
  }
}
