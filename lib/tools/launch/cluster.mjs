// @ts-check
import { spawn, spawnSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { chmodSync, chownSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { freePort } from './ports.mjs'
import { installedPostgres } from './postgres.mjs'

/**
 * Creates the cluster and waits. Its standard input closes when the process that started it ends, for whatever reason; the
 * cluster is then stopped and deleted.
 */
const KEEPER = `
fail() { cat log >&2; exit 1; }
trap 'pg_ctl -D data -m immediate stop >/dev/null 2>&1; rm -rf "$1"' EXIT
initdb -D data -U portal -A scram-sha-256 --pwfile=password --encoding=UTF8 --no-locale >log 2>&1 || fail
cat settings >>data/postgresql.conf
pg_ctl -D data -l log -w start >/dev/null 2>&1 || fail
echo ready
cat >/dev/null
`

/**
 * Starts a PostgreSQL of our own on this machine, in a folder of its own and on a free port of the loopback address, for
 * as long as this process lives.
 */
export async function startCluster() {
  const programs = installedPostgres()
  if (!programs) throw new Error('There is no PostgreSQL on this machine.')
  const account = serverAccount()
  const directory = mkdtempSync(join(tmpdir(), 'portal-postgres-'))
  const password = randomBytes(18).toString('base64url')
  const port = await freePort()
  const settings = [`port = ${port}`, "listen_addresses = '127.0.0.1'", "unix_socket_directories = ''"]
  writeFileSync(join(directory, 'password'), password, { mode: 0o600 })
  writeFileSync(join(directory, 'settings'), `${settings.join('\n')}\n`)
  if (account) {
    for (const path of ['', 'password', 'settings'])
      chownSync(join(directory, path), account.uid, account.gid)
    chmodSync(directory, 0o700)
  }
  const asServer = {
    cwd: directory,
    env: { ...process.env, PATH: `${programs}:${process.env.PATH}`, TZ: 'UTC', LC_ALL: 'C' },
    ...account,
  }

  // In a process group of its own, so that Ctrl+C reaches it only through its standard input.
  const keeper = spawn('/bin/sh', ['-c', KEEPER, 'keeper', directory], {
    ...asServer,
    stdio: ['pipe', 'pipe', 'inherit'],
    detached: true,
  })
  const gone = once(keeper, 'exit')
  const first = await Promise.race([once(keeper.stdout, 'data'), gone])
  if (String(first[0]).trim() !== 'ready') throw new Error('A PostgreSQL of our own could not be started.')

  /** @type {(...args: string[]) => Promise<void>} */
  async function control(...args) {
    // A pipe would stay open for as long as the server runs, which inherits it.
    const [code] = await once(
      spawn('pg_ctl', ['-D', 'data', '-w', ...args], { ...asServer, stdio: 'ignore' }),
      'exit',
    )
    if (code !== 0) throw new Error(`pg_ctl ${args.join(' ')} ended with ${code}.`)
  }
  return {
    /** Of its first database, for its superuser. */
    url: `postgresql://portal:${password}@127.0.0.1:${port}/postgres`,
    directory,
    account,
    /** Ends it as a crash would. */
    crash: () => control('-m', 'immediate', 'stop'),
    start: () => control('-l', 'log', 'start'),
    log: () => readFileSync(join(directory, 'log'), 'utf8'),
    async remove() {
      keeper.stdin.end()
      await gone
    },
  }
}

/** PostgreSQL refuses to run as root. */
function serverAccount() {
  if (process.getuid?.() !== 0) return undefined
  for (const name of ['postgres', 'nobody']) {
    /** @type {(flag: string) => number} */
    const id = (flag) =>
      Number(spawnSync('id', [flag, name], { encoding: 'utf8' }).stdout.trim() || Number.NaN)
    const [uid, gid] = [id('-u'), id('-g')]
    if (uid > 0 && gid > 0) return { uid, gid }
  }
  throw new Error('There is no account on this machine that PostgreSQL could run as.')
}
