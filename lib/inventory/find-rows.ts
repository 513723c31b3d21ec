import { nameAt, type RegistryIndex, scan } from './registry-index'

/** How well the words match a name; lower is better. */
export const RANK = { exact: 0, start: 1, segment: 2, word: 3, elsewhere: 4 }

/** Rows of one registry in order of name, with their ranks. */
export type Hits = { rows: Uint32Array; ranks: Uint8Array }

/** The rows whose names contain every word. */
export function findRows(index: RegistryIndex, words: readonly string[]): Hits {
  const [longest, ...others] = [...words].sort((a, b) => b.length - a.length)
  if (longest === undefined) return { rows: index.rows, ranks: new Uint8Array(index.rows.length) }
  const hits = rowsWith(index, longest)
  return others.length === 0 ? hits : narrowed(index, hits, others)
}

/**
 * Reused by every search: collects hits while their number is unknown, without allocating space for every row again.
 */
let room: Hits = { rows: new Uint32Array(0), ranks: new Uint8Array(0) }

function rowsWith(index: RegistryIndex, word: string): Hits {
  const { names } = index.columns
  const most = index.rows.length
  if (room.rows.length < most) room = { rows: new Uint32Array(most), ranks: new Uint8Array(most) }
  const { rows, ranks } = room
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
    // Nothing later in a name ranks better than the start of a segment.
    return rank <= RANK.segment
  })
  return { rows: rows.slice(0, count), ranks: ranks.slice(0, count) }
}

const SPACE = 32
const SLASH = 47
const SEPARATORS = new Set([...'._-'].map((separator) => separator.charCodeAt(0)))

/** The rank of a word at a position of the text, in a name that starts at `start`. */
function rankAt(text: string, start: number, place: number, length: number): number {
  const end = place + length
  if (place === start) return end === text.length || text.charCodeAt(end) === SPACE ? RANK.exact : RANK.start
  const before = text.charCodeAt(place - 1)
  if (before === SLASH) return RANK.segment
  return SEPARATORS.has(before) ? RANK.word : RANK.elsewhere
}

/** The hits that contain the other words too; a name ranks as its worst word. */
function narrowed(index: RegistryIndex, hits: Hits, words: readonly string[]): Hits {
  return kept(hits, (row, rank) => {
    const name = nameAt(index, row)
    const ranks = words.map((word) => rankIn(name, word))
    return ranks.includes(undefined) ? undefined : Math.max(rank, ...ranks.map((each) => each ?? 0))
  })
}

/** The hits that have a rank. */
export function kept({ rows, ranks }: Hits, rankOf: (row: number, rank: number) => number | undefined): Hits {
  const keptRows = new Uint32Array(rows.length)
  const keptRanks = new Uint8Array(rows.length)
  let count = 0
  for (const [hit, row] of rows.entries()) {
    const rank = rankOf(row, ranks[hit] ?? 0)
    if (rank === undefined) continue
    keptRows[count] = row
    keptRanks[count] = rank
    count += 1
  }
  return { rows: keptRows.subarray(0, count), ranks: keptRanks.subarray(0, count) }
}

function rankIn(name: string, word: string): number | undefined {
  let best: number | undefined
  for (let place = name.indexOf(word); place >= 0; place = name.indexOf(word, place + 1))
    best = Math.min(best ?? RANK.elsewhere, rankAt(name, 0, place, word.length))
  return best
}
