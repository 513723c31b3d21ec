import { mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { sourceHash } from './source-hash.mjs'

let folder: string

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'portal-sources-'))
  write('app/page.tsx', 'a page')
  write('lib/errors/portal-error.ts', 'errors')
  write('lib/tools/launch/ports.mjs', 'ports')
  write('package-lock.json', '{}')
})

afterEach(() => rmSync(folder, { recursive: true }))

function write(path: string, content: string) {
  mkdirSync(dirname(join(folder, path)), { recursive: true })
  writeFileSync(join(folder, path), content)
}

test('unchanged sources need no build', () => {
  expect(sourceHash(folder)).toBe(sourceHash(folder))
})

test.each<[string, () => void]>([
  ['a source is edited', () => write('app/page.tsx', 'another page')],
  ['a source is added', () => write('components/ui/button.tsx', '')],
  ['a source is removed', () => rmSync(join(folder, 'lib/errors/portal-error.ts'))],
  [
    'a source is renamed',
    () => renameSync(join(folder, 'lib/errors/portal-error.ts'), join(folder, 'lib/mistakes.ts')),
  ],
  ['data is edited', () => write('lib/accounts/accounts.json', '{}')],
  ['a dependency is updated', () => write('package-lock.json', '{"packages":{}}')],
  ['text moves from one file to the next', moveText],
])('the portal is built again when %s', (_, change) => {
  write('lib/a.ts', 'one two')
  write('lib/b.ts', 'three')
  const before = sourceHash(folder)
  change()
  expect(sourceHash(folder)).not.toBe(before)
})

function moveText() {
  write('lib/a.ts', 'one')
  write('lib/b.ts', ' twothree')
}

test.each([
  'lib/errors.test.ts',
  'lib/policy/cases/lint.json',
  'lib/tools/launch/ports.mjs',
  'lib/sandbox/server.ts',
  'lib/tools/bench/median.ts',
  'README.md',
  'e2e/sign-in.spec.ts',
])('%s is no part of the build', (path) => {
  const before = sourceHash(folder)
  write(path, 'changed')
  expect(sourceHash(folder)).toBe(before)
})
