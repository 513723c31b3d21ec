import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { installedPostgres } from './postgres.mjs'

const folder = mkdtempSync(join(tmpdir(), 'portal-postgres-programs-'))
afterAll(() => rmSync(folder, { recursive: true }))

/** A folder of programs that say that they are of this version. */
function programs(path: string, version: string): string {
  const to = join(folder, path)
  mkdirSync(to, { recursive: true })
  for (const name of ['initdb', 'pg_ctl', 'postgres']) {
    writeFileSync(join(to, name), `#!/bin/sh\necho "${name} (PostgreSQL) ${version}"\n`)
    chmodSync(join(to, name), 0o755)
  }
  return to
}

test('the newest installed PostgreSQL is used, and none that is too old', () => {
  const debians = join(folder, 'debian')
  const old = programs('old', '14.19')
  programs('debian/9.6/bin', '9.6.24')
  expect(installedPostgres(old, debians)).toBeUndefined()
  programs('debian/15/bin', '15.20 (Debian 15.20-0+deb12u1)')
  const newest = programs('debian/18/bin', '18.6')
  expect(installedPostgres(old, debians)).toBe(newest)
  const onPath = programs('path', '16.2')
  expect(installedPostgres(onPath, debians)).toBe(onPath)
  expect(installedPostgres('', join(folder, 'nowhere'))).toBeUndefined()
})
