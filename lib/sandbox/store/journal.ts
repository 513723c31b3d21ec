import { createHash } from 'node:crypto'
import {
  closeSync,
  existsSync,
  fstatSync,
  fsyncSync,
  ftruncateSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  writeFileSync,
} from 'node:fs'
import { dirname, join } from 'node:path'
import { z } from 'zod'
import { Change, changeKey, placeKey } from '../model'
import { syncDirectory } from './sync-directory'

/** Where the sandbox keeps acknowledged changes. `append` returns once they are on disk. */
export type Journal = { append: (changes: readonly Change[]) => void; close: () => void }

export const NO_JOURNAL: Journal = { append: () => {}, close: () => {} }

const FILE = 'journal.jsonl'
const Line = z.array(Change)

/**
 * Opens the journal of a directory and returns what it holds, oldest first; `undefined` when there is nothing
 * yet. One line is one acknowledged write: a checksum and its changes as JSON. A last line that a crash has
 * cut short was never acknowledged and is dropped. Damage anywhere else, or a file without a single whole
 * line, is reported, and the file is set aside under another name.
 */
export function openJournal(
  directory: string,
  report: (message: string) => void,
): { journal: Journal; changes: Change[] | undefined } {
  mkdirSync(directory, { recursive: true })
  const path = join(directory, FILE)
  const changes = existsSync(path) ? readJournal(path, report) : undefined
  if (changes) rewrite(path, compacted(changes))
  return { changes, journal: appendTo(path) }
}

function appendTo(path: string): Journal {
  const file = openSync(path, 'a')
  let { size } = fstatSync(file)
  return {
    append(changes) {
      const written = line(changes)
      try {
        writeFileSync(file, written)
        fsyncSync(file)
      } catch (error) {
        // Half a line, on a disk that is full, would be damage in the middle once the next one follows it.
        ftruncateSync(file, size)
        throw error
      }
      size += Buffer.byteLength(written)
    },
    close: () => closeSync(file),
  }
}

function readJournal(path: string, report: (message: string) => void): Change[] | undefined {
  const text = readFileSync(path, 'utf8')
  const lines = text.split('\n')
  // The piece after the last line break is empty, or a write that the crash interrupted. When it is all there
  // is, not even the seed was acknowledged, or the file has lost what it held: that must not pass for empty.
  if (lines.length > 1) lines.pop()
  const changes: Change[] = []
  for (const [index, written] of lines.entries()) {
    const read = parseLine(written)
    if (!read) {
      const aside = `${path}.damaged-${Date.now()}`
      renameSync(path, aside)
      report(
        `${path} is damaged at line ${index + 1}. It was set aside as ${aside}, and the sandbox starts anew. Nothing of it was deleted.`,
      )
      return undefined
    }
    changes.push(...read)
  }
  return changes
}

function line(changes: readonly Change[]): string {
  const json = JSON.stringify(changes)
  return `${checksum(json)} ${json}\n`
}

function parseLine(written: string): Change[] | undefined {
  const json = written.slice(9)
  if (written[8] !== ' ' || written.slice(0, 8) !== checksum(json)) return undefined
  return Line.safeParse(JSON.parse(json)).data
}

function checksum(json: string): string {
  return createHash('sha256').update(json).digest('hex').slice(0, 8)
}

/** Only the last change of every key, in the order in which the keys first appeared. */
function compacted(changes: readonly Change[]): Change[] {
  const last = new Map<string, Change>()
  for (const change of changes) {
    if (change.type === 'repository-gone') {
      const within = `${placeKey(change)} `
      for (const key of last.keys()) if (key.startsWith(within)) last.delete(key)
    }
    last.set(changeKey(change), change)
  }
  return [...last.values()]
}

/** Replaces the file as a whole or not at all. */
function rewrite(path: string, changes: readonly Change[]): void {
  const temporary = `${path}.new`
  writeFileSync(temporary, changes.map((change) => line([change])).join(''), { flush: true })
  renameSync(temporary, path)
  syncDirectory(dirname(path))
}
