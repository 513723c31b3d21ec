import { appendFileSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import type { Change, StoredRepository } from '../model'
import { openJournal } from './journal'

const repository = (name: string, createdAt = 1): Change => ({
  type: 'repository',
  repository: {
    account: '252775557553',
    region: 'us-west-2',
    name,
    createdAt,
    mutability: 'MUTABLE',
    exclusions: [],
    scanOnPush: false,
    encryption: { type: 'AES256' },
    tags: {},
  } satisfies StoredRepository,
})
const gone = (name: string): Change => ({
  type: 'repository-gone',
  account: '252775557553',
  region: 'us-west-2',
  name,
})

let directory: string
let reports: string[]
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'journal-'))
  reports = []
})
afterEach(() => rmSync(directory, { recursive: true }))

const file = () => join(directory, 'journal.jsonl')
const open = () => openJournal(directory, (message) => reports.push(message))

function written(...lines: Change[][]): void {
  const { journal } = open()
  for (const line of lines) journal.append(line)
  journal.close()
}

it('returns what was appended, in order', () => {
  written([repository('a/b')], [repository('c/d'), gone('a/b')])
  expect(open().changes).toEqual([repository('a/b'), repository('c/d'), gone('a/b')])
})

it('returns nothing if nothing was ever stored', () => {
  expect(open().changes).toBeUndefined()
})

it('drops a last line that a crash has cut short, and only that', () => {
  written([repository('a/b')], [repository('c/d')])
  appendFileSync(file(), '0123abcd [{"type":"repos')
  expect(open().changes).toEqual([repository('a/b'), repository('c/d')])
  expect(reports).toEqual([])
  expect(readFileSync(file(), 'utf8')).not.toContain('0123abcd')
})

it.each([
  ['a changed letter', (text: string) => text.replace('a/b', 'a/x')],
  ['a lost piece', (text: string) => text.slice(30)],
  ['no text at all', () => '\0\0\0\0\n'],
  ['nothing but zeros', (text: string) => '\0'.repeat(text.length)],
  ['a first line cut short', (text: string) => text.slice(0, 30)],
  ['nothing in it', () => ''],
])('reports damage by %s, sets the file aside and loses nothing of it', (_what, damage) => {
  written([repository('a/b')], [repository('c/d')])
  const damaged = damage(readFileSync(file(), 'utf8'))
  writeFileSync(file(), damaged)
  expect(open().changes).toBeUndefined()
  const aside = readdirSync(directory).find((name) => name.includes('damaged'))
  expect(readFileSync(join(directory, aside ?? ''), 'utf8')).toBe(damaged)
  expect(reports).toEqual([expect.stringContaining('damaged at line 1')])
})

it('doesn’t keep the images of a deleted repository', () => {
  const digest = `sha256:${'0'.repeat(64)}`
  const image = { digest, mediaType: 'm', tags: [], size: 1, pushedAt: 1, manifest: '{}' }
  const place = { account: '252775557553', region: 'us-west-2', name: 'a/b' }
  written([repository('a/b')], [{ type: 'image', ...place, image }], [gone('a/b')])
  open()
  expect(open().changes).toEqual([gone('a/b')])
})

it('keeps only the latest version of everything when it is opened again', () => {
  written(...Array.from({ length: 50 }, (_, index) => [repository('a/b', index)]))
  open()
  expect(readFileSync(file(), 'utf8').trim().split('\n')).toHaveLength(1)
  expect(open().changes).toEqual([repository('a/b', 49)])
})
