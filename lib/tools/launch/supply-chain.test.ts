import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { INSTALL, npm } from './install.mjs'
import { refusedLicences } from './licences'
import { root } from './root.mjs'

type Locked = { resolved?: string; integrity?: string; license?: string; hasInstallScript?: boolean }

const own = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
const { packages }: { packages: Record<string, Locked> } = JSON.parse(
  readFileSync(join(root, 'package-lock.json'), 'utf8'),
)
const others = Object.entries(packages).filter(([path]) => path !== '')

test('every dependency is pinned to one exact version', () => {
  const versions = Object.entries<string>({ ...own.dependencies, ...own.devDependencies })
  expect(versions.length).toBeGreaterThan(20)
  expect(versions.filter(([, version]) => !/^\d+\.\d+\.\d+$/.test(version))).toEqual([])
})

test('the lockfile has a checksum for every package', () => {
  expect(others.length).toBeGreaterThan(200)
  expect(others.filter(([, { integrity }]) => !/^sha512-[\w+/]{86}==$/.test(integrity ?? ''))).toEqual([])
})

test('the lockfile names no registry, so that each caller’s own is asked', () => {
  expect(others.filter(([, { resolved }]) => resolved !== undefined)).toEqual([])
})

test('no package may run a script during installation', () => {
  const wanting = others.filter(([, each]) => each.hasInstallScript)
  expect(wanting.map(([path]) => path.replace(/^.*node_modules\//, ''))).toEqual(
    Object.keys(own.allowScripts),
  )
  expect(Object.values(own.allowScripts)).toEqual([false])
})

/** The environment without what the npm that called us hands on of its settings. */
const environment = Object.fromEntries(
  Object.entries(process.env).filter(([name]) => !/^npm_config_/i.test(name)),
)

/** Whether a package's script runs when npm is called so, in a folder with these settings. */
function runsScripts(args: string[], env: Record<string, string>, settings: string): boolean {
  const folder = mkdtempSync(join(tmpdir(), 'install-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  const scripts = { install: `node -e "require('fs').writeFileSync('ran', '')"` }
  const project = { name: 'a-project', version: '1.0.0', scripts }
  writeFileSync(join(folder, 'package.json'), JSON.stringify(project))
  writeFileSync(
    join(folder, 'package-lock.json'),
    JSON.stringify({
      ...project,
      lockfileVersion: 3,
      packages: { '': { ...project, hasInstallScript: true } },
    }),
  )
  writeFileSync(join(folder, '.npmrc'), settings)
  const [command, all] = npm(args)
  const { status, stderr } = spawnSync(command, all, {
    cwd: folder,
    env: { NODE_ENV: 'test', ...environment, ...env },
    encoding: 'utf8',
  })
  expect(status, stderr).toBe(0)
  return existsSync(join(folder, 'ran'))
}

test('npm start and npm test run no install scripts, whatever the caller’s npm settings', () => {
  const caller = { npm_config_ignore_scripts: 'false' }
  expect(runsScripts(['ci'], caller, '')).toBe(true)
  expect(runsScripts(INSTALL, caller, '')).toBe(false)
})

test('installing by hand runs none either', () => {
  expect(runsScripts(['ci'], {}, readFileSync(join(root, '.npmrc'), 'utf8'))).toBe(false)
})

test('every package has a licence that we may use it under', () => {
  expect(refusedLicences(packages)).toEqual([])
})

test.each([
  ['MIT', true],
  ['(MIT OR GPL-3.0-only)', true],
  ['Apache-2.0 AND MIT', true],
  ['GPL-3.0-only OR Apache-2.0 AND MIT', true],
  ['AGPL-3.0-only', false],
  ['GPL-2.0', false],
  ['LGPL-3.0-or-later', false],
  ['MIT AND GPL-3.0-only', false],
  ['(MIT AND (GPL-3.0-only OR AGPL-3.0-only))', false],
  ['SEE LICENSE IN LICENSE.md', false],
  ['UNLICENSED', false],
  [undefined, false],
])('a package under %s is used: %s', (license, isUsed) => {
  const refused = refusedLicences({
    '': {},
    'node_modules/a/node_modules/@new/package': license ? { license } : {},
  })
  expect(refused).toEqual(isUsed ? [] : [`@new/package: ${license ?? 'none'}`])
})
