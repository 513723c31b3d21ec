// @ts-check
import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { delimiter, dirname, join } from 'node:path'

const OLDEST = 15
const DEBIANS = '/usr/lib/postgresql'
const CLUSTER_SETTINGS = '/etc/postgresql-common/createcluster.conf'

/**
 * The programs of a PostgreSQL that the portal runs on: the ones of this machine or, for root on Debian, those of the
 * system's package. Undefined, after saying so, where there are none to be had.
 * @type {(children: ReturnType<typeof import('./children.mjs').openChildren>) => Promise<string | undefined>}
 */
export async function providePostgres(children) {
  const found = installedPostgres()
  if (found) return found
  if (process.getuid?.() === 0 && existsSync('/usr/bin/apt-get')) {
    console.log('Installing Debian’s package of PostgreSQL …')
    await installPackage(children)
    const installed = installedPostgres()
    if (installed) return installed
  }
  console.log(
    `There is no PostgreSQL ${OLDEST} or newer here, and none can be installed: the tests ran on the embedded one only.`,
  )
  return undefined
}

/**
 * The folder with `initdb`, `pg_ctl` and `postgres` of the first PostgreSQL that is new enough.
 * @param {string} [path]
 * @param {string} [debians]
 */
export function installedPostgres(path = process.env.PATH ?? '', debians = DEBIANS) {
  const versions = existsSync(debians) ? readdirSync(debians).sort((a, b) => Number(b) - Number(a)) : []
  const folders = [
    ...path.split(delimiter).filter(Boolean),
    ...versions.map((version) => join(debians, version, 'bin')),
  ]
  return folders.find(
    (folder) =>
      existsSync(join(folder, 'initdb')) && existsSync(join(folder, 'pg_ctl')) && isNewEnough(folder),
  )
}

/** @type {(folder: string) => boolean} */
function isNewEnough(folder) {
  const { stdout } = spawnSync(join(folder, 'postgres'), ['--version'], { encoding: 'utf8', timeout: 20_000 })
  return Number(/(\d+)/.exec(stdout ?? '')?.[1]) >= OLDEST
}

/**
 * Debian's package makes and starts a cluster of its own, unless it is told otherwise.
 * @type {(children: ReturnType<typeof import('./children.mjs').openChildren>) => Promise<void>}
 */
async function installPackage(children) {
  const mayWrite = !existsSync(CLUSTER_SETTINGS)
  if (mayWrite) {
    mkdirSync(dirname(CLUSTER_SETTINGS), { recursive: true })
    writeFileSync(CLUSTER_SETTINGS, 'create_main_cluster = false\n')
  }
  try {
    await children.run('apt-get', ['update'])
    await children.run('apt-get', ['install', '-y', '--no-install-recommends', 'postgresql'])
  } finally {
    if (mayWrite) rmSync(CLUSTER_SETTINGS, { force: true })
  }
}
