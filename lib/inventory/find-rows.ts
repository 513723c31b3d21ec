import { countOf } from './columns'
import { nameAt, type RegistryIndex, scan } from './registry-index'

/** How well words fit a name; less is better. */
export const RANK = { exact: 0, start: 1, segment: 2, word: 3, elsewhere: 4 }

/** Rows of one registry, in the order of their names, with the rank of each. */
export type Hits = { rows: Uint32Array; ranks: Uint8Array; count: number }

/** The rows whose names hold every one of the words. */
export function findRows(index: RegistryIndex, words: readonly string[]): Hits {
  const [longest, ...others] = [...words].sort((a, b) => b.length - a.length)
  if (longest === undefined) return everyRow(countOf(index.columns))
  const hits = rowsWith(index, longest)
  return others.length === 0 ? hits : narrowed(index, hits, others)
}

function everyRow(count: number): Hits {
  const rows = new Uint32Array(count)
  for (let row = 0; row < count; row += 1) rows[row] = row
  return { rows, ranks: new Uint8Array(count), count }
}

function rowsWith(index: RegistryIndex, word: string): Hits {
  const { names } = index.columns
  const rows = new Uint32Array(countOf(index.columns))
  const ranks = new Uint8Array(rows.length)
  let count = 0
  let last = -1
  scan(index, word, (row, start, place) => {
    const rank = rankAt(names, start, place, word.length)
    if (row !== last) {
      rows[count] = row
      ranks[count] = rank
      last = row
      count += 1
    } else if (rank < (ranks[count - 1] ?? 0)) ranks[count - 1] = rank
    // Nothing later in a name is better than the start of a segment.
    return rank <= RANK.segment
  })
  return { rows, ranks, count }
}

const SPACE = 32
const SLASH = 47
const SEPARATORS = new Set([...'._-'].map((separator) => separator.charCodeAt(0)))

/** The rank of a word that stands at a place of the text, in a name that starts at `start`. */
function rankAt(text: string, start: number, place: number, length: number): number {
  const end = place + length
  if (place === start) return end === text.length || text.charCodeAt(end) === SPACE ? RANK.exact : RANK.start
  const before = text.charCodeAt(place - 1)
  if (before === SLASH) return RANK.segment
  return SEPARATORS.has(before) ? RANK.word : RANK.elsewhere
}

/** The hits that hold the other words too; a name is as good as its worst word. */
function narrowed(index: RegistryIndex, hits: Hits, words: readonly string[]): Hits {
  let count = 0
  for (let hit = 0; hit < hits.count; hit += 1) {
    const row = hits.rows[hit] ?? 0
    const name = nameAt(index, row)
    const ranks = words.map((word) => rankIn(name, word))
    if (ranks.includes(undefined)) continue
    hits.rows[count] = row
    hits.ranks[count] = Math.max(hits.ranks[hit] ?? 0, ...ranks.map((rank) => rank ?? 0))
    count += 1
  }
  return { ...hits, count }
}

function rankIn(name: string, word: string): number | undefined {
  let best: number | undefined
  for (let place = name.indexOf(word); place >= 0; place = name.indexOf(word, place + 1))
    best = Math.min(best ?? RANK.elsewhere, rankAt(name, 0, place, word.length))
  return best
}
