import { type Registry, registryKey } from '@/lib/accounts/registry'
import type { Repository } from '@/lib/repositories/model'
import type { RepositoryRef } from '@/lib/repositories/reference'
import { type Columns, countOf } from './columns'

/** The columns of one registry, with an index for quick searches. A row is a repository, in order of name. */
export type RegistryIndex = {
  registry: Registry
  columns: Columns
  /** Every row. */
  rows: Uint32Array
  /** For each row, where its name starts in `names`; one extra entry marks the end. */
  starts: Uint32Array
  /**
   * A set of blocks of rows, one bit per block, for each hash of three adjacent characters: the blocks whose names
   * contain them. Most blocks can be skipped without looking at their names.
   */
  grams: Uint32Array
}

const BLOCK = 32
const GRAMS = 4096

export function indexRegistry(registry: Registry, columns: Columns): RegistryIndex {
  const { names } = columns
  const count = countOf(columns)
  const rows = new Uint32Array(count)
  for (let row = 1; row < count; row += 1) rows[row] = row
  const starts = new Uint32Array(count + 1)
  for (let row = 1; row < count; row += 1) starts[row] = names.indexOf(' ', starts[row - 1]) + 1
  starts[count] = names.length + 1
  return { registry, columns, rows, starts, grams: gramsOf(names, starts) }
}

function gramsOf(names: string, starts: Uint32Array): Uint32Array {
  const count = starts.length - 1
  const words = setWords(count)
  const grams = new Uint32Array(GRAMS * words)
  for (let first = 0, block = 0; first < count; first += BLOCK, block += 1) {
    const end = endOfBlock(starts, first)
    const bit = 1 << (block & 31)
    for (let place = (starts[first] ?? 0) + 2; place < end; place += 1) {
      const at = gramAt(names, place) * words + (block >> 5)
      grams[at] = (grams[at] ?? 0) | bit
    }
  }
  return grams
}

/** How many 32-bit numbers a set of blocks takes. */
function setWords(count: number): number {
  return Math.ceil(count / BLOCK / 32)
}

/** The hash of the three characters that end at a position. */
function gramAt(text: string, place: number): number {
  return (
    (text.charCodeAt(place - 2) * 961 + text.charCodeAt(place - 1) * 31 + text.charCodeAt(place)) &
    (GRAMS - 1)
  )
}

/** Where the names of the block that begins with this row end. */
function endOfBlock(starts: Uint32Array, first: number): number {
  return (starts[Math.min(first + BLOCK, starts.length - 1)] ?? 0) - 1
}

/**
 * Calls `visit` for every position of the part in the names, in ascending order, with its row and the start of its
 * name. When `visit` returns true, the search continues with the next row.
 */
export function scan(
  { columns: { names }, starts, grams }: RegistryIndex,
  part: string,
  visit: (row: number, start: number, place: number) => boolean,
): void {
  // An empty part would match everywhere; and no name contains a space, so one with a space could only match where two
  // names meet.
  if (part === '' || part.includes(' ')) return
  for (const first of blocksWith(starts, grams, part)) {
    const offset = starts[first] ?? 0
    const block = names.slice(offset, endOfBlock(starts, first))
    let row = first
    let at = block.indexOf(part)
    while (at >= 0) {
      const place = offset + at
      while ((starts[row + 1] ?? 0) <= place) row += 1
      const done = visit(row, starts[row] ?? 0, place)
      at = block.indexOf(part, done ? (starts[row + 1] ?? 0) - offset : at + 1)
    }
  }
}

/** The first row of every block that may contain the part. */
function blocksWith(starts: Uint32Array, grams: Uint32Array, part: string): number[] {
  const count = starts.length - 1
  const words = setWords(count)
  const wanted = Array.from({ length: Math.max(0, part.length - 2) }, (_, at) => gramAt(part, at + 2) * words)
  const blocks: number[] = []
  for (let word = 0; word < words; word += 1) {
    let bits = -1
    for (const set of wanted) bits &= grams[set + word] ?? 0
    for (let first = word * 32 * BLOCK; bits !== 0 && first < count; first += BLOCK, bits >>>= 1)
      if (bits & 1) blocks.push(first)
  }
  return blocks
}

export function nameAt({ columns: { names }, starts }: RegistryIndex, row: number): string {
  return names.slice(starts[row], (starts[row + 1] ?? 0) - 1)
}

/** The row of a name, or undefined when the registry doesn't have it. */
export function rowOf(index: RegistryIndex, name: string): number | undefined {
  let low = 0
  let high = index.starts.length - 2
  while (low <= high) {
    const row = (low + high) >> 1
    const found = nameAt(index, row)
    if (found === name) return row
    if (found < name) low = row + 1
    else high = row - 1
  }
  return undefined
}

export function repositoryAt(index: RegistryIndex, row: number): Repository {
  const { registry, columns } = index
  const createdAt = columns.createdAt[row] ?? Number.NaN
  const settings = columns.settings[columns.setting[row] ?? 0]
  if (!settings) throw new Error(`there is no row ${row} in ${registry.account} ${registry.region}`)
  return {
    ...registry,
    name: nameAt(index, row),
    createdAt: Number.isNaN(createdAt) ? undefined : createdAt,
    ...settings,
  }
}

export function* repositoriesIn(index: RegistryIndex): Generator<Repository> {
  for (let row = 0; row < countOf(index.columns); row += 1) yield repositoryAt(index, row)
}

/** Repositories of the same name in other registries. */
export function sameNameElsewhere(registries: readonly RegistryIndex[], ref: RepositoryRef): Repository[] {
  return registries.flatMap((index) => {
    if (registryKey(index.registry) === registryKey(ref)) return []
    const row = rowOf(index, ref.name)
    return row === undefined ? [] : [repositoryAt(index, row)]
  })
}
