import type { Repository } from '@/lib/repositories/model'

/** What a repository is set to. Few combinations occur, so a registry keeps each once. */
type Settings = Omit<Repository, 'account' | 'region' | 'name' | 'createdAt'>

/**
 * The repositories of one registry, column by column: a fraction of the memory that as many objects need. Row `i` of
 * each column belongs to the `i`th name.
 */
export type Columns = {
  /** In ascending order, with a space between two; a name holds none. */
  names: string
  /** Milliseconds since 1970; NaN where ECR did not say. */
  createdAt: Float64Array
  /** The row's place in `settings`. */
  setting: Uint32Array
  settings: readonly Settings[]
}

/** Files repositories of one registry; of two with one name the later one counts. */
export function toColumns(repositories: readonly Repository[]): Columns {
  const byName = new Map(repositories.map((repository) => [repository.name, repository]))
  const names = [...byName.keys()].sort()
  const createdAt = new Float64Array(names.length)
  const setting = new Uint32Array(names.length)
  const settings: Settings[] = []
  const places = new Map<string, number>()
  for (const [row, name] of names.entries()) {
    const repository = byName.get(name)
    if (!repository) continue
    createdAt[row] = repository.createdAt ?? Number.NaN
    const key = keyOf(repository)
    let place = places.get(key)
    if (place === undefined) {
      place = settings.push(settingsOf(repository)) - 1
      places.set(key, place)
    }
    setting[row] = place
  }
  return { names: names.join(' '), createdAt, setting, settings }
}

function keyOf({ mutability, mutabilityExclusions, scanOnPush, encryption, kmsKey }: Repository): string {
  return `${mutability} ${scanOnPush} ${encryption} ${kmsKey ?? ''} ${mutabilityExclusions.join(' ')}`
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

/** Columns as JSON can hold them. */
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
