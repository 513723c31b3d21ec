import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { installedBrowser } from './browser.mjs'

const folder = mkdtempSync(join(tmpdir(), 'portal-browsers-'))
afterAll(() => rmSync(folder, { recursive: true }))

function program(path: string, script: string): string {
  const file = join(folder, path)
  mkdirSync(join(file, '..'), { recursive: true })
  writeFileSync(file, `#!/bin/sh\n${script}\n`)
  chmodSync(file, 0o755)
  return file
}

test('a browser that doesn’t start is skipped in favour of one that does', () => {
  program('a/chromium', 'echo "install it with snap" >&2; exit 1')
  const works = program('b/chromium-browser', 'echo Chromium 156')
  expect(installedBrowser([join(folder, 'a'), join(folder, 'b')].join(delimiter))).toBe(works)
})
