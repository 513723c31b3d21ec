import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { closeDb } from '@/lib/db/db'
import { becomePortal, benchEnvironment, sandboxProcessEnvironment } from '@/lib/tools/bench/environment'
import { freePort } from '@/lib/tools/bench/free-port'
import { openProcesses, outputOf } from '@/lib/tools/bench/processes'
import { signIn } from '@/lib/tools/bench/session'
import { ensureBuilt } from '@/lib/tools/launch/build.mjs'
import { startCluster } from '@/lib/tools/launch/cluster.mjs'
import { waitUntilAnswers } from '@/lib/tools/launch/ready.mjs'
import { nextProgram, root, typescript } from '@/lib/tools/launch/root.mjs'

const FIRST_SANDBOX_PORT = 4850
const FIRST_PORT = 3450

/** Where both portals append their log. It outlives the run. */
export const LOG_FILE = join(root, '.test-results/soak.log')

export const METRICS_TOKEN = 'only-for-the-soak-only-for-the-soak-only'

export type User = 'cwp-engineer' | 'ops-reviewer'

export type Portal = {
  origin: string
  pid: () => number
  /** Ends it as a crash would, and starts it again. */
  killAndRestart: () => Promise<void>
}

export type Stage = {
  portals: readonly [steady: Portal, killed: Portal]
  cookieOf: (user: User, portal: Portal) => string
  /** Replaces the sandbox’s faults with these. */
  meetOnly: (...faults: object[]) => Promise<void>
  /** The log lines of both portals. */
  logged: () => string[]
  processes: ReturnType<typeof openProcesses>
  close: () => Promise<void>
}

/** A PostgreSQL, a sandbox and two processes of the portal, and this process on the same database. */
export async function openStage(): Promise<Stage> {
  const directory = mkdtempSync(join(tmpdir(), 'ecr-portal-soak-'))
  mkdirSync(dirname(LOG_FILE), { recursive: true })
  rmSync(LOG_FILE, { force: true })
  const processes = openProcesses()
  const closers: (() => Promise<void>)[] = [async () => rmSync(directory, { recursive: true, force: true })]
  async function close() {
    await processes.stop()
    for (const closer of closers.splice(0).reverse()) await closer()
  }
  try {
    await ensureBuilt(processes)
    const cluster = await startCluster()
    closers.push(cluster.remove)
    const sandboxPort = await freePort(FIRST_SANDBOX_PORT)
    const endpoint = `http://127.0.0.1:${sandboxPort}`
    processes.serve('The sandbox', process.execPath, [...typescript, 'lib/sandbox/main.ts'], {
      env: sandboxProcessEnvironment(sandboxPort, join(directory, 'sandbox')),
    })
    await waitUntilAnswers('The sandbox', endpoint, processes.stopping)

    const place = { endpoint, directory: join(directory, 'portal'), databaseUrl: cluster.url }
    becomePortal({ ...place, port: FIRST_PORT })
    closers.push(closeDb)
    await outputOf(processes, process.execPath, [...typescript, 'lib/db/prepare.ts'], {
      env: benchEnvironment({ ...place, port: FIRST_PORT }),
    })
    const ports = [await freePort(FIRST_PORT)]
    ports.push(await freePort((ports[0] ?? FIRST_PORT) + 1))
    const [steady, killed] = await Promise.all(
      ports.map(async (port) => {
        const env = { ...benchEnvironment({ ...place, port }), PORTAL_METRICS_TOKEN: METRICS_TOKEN }
        const { portal, stop } = await startPortal(env, port, processes.stopping)
        closers.push(stop)
        return portal
      }),
    )
    if (!steady || !killed) throw new Error('The portals could not be started')
    const cookies = new Map<string, string>()
    for (const { origin } of [steady, killed])
      for (const user of ['cwp-engineer', 'ops-reviewer'])
        cookies.set(`${user} ${origin}`, await signIn(origin, user))
    const faults = `${endpoint}/_sandbox/faults`
    return {
      portals: [steady, killed],
      cookieOf: (user, { origin }) => cookies.get(`${user} ${origin}`) ?? '',
      async meetOnly(...wanted) {
        await fetch(faults, { method: 'DELETE' })
        const headers = { 'content-type': 'application/json' }
        for (const fault of wanted)
          await fetch(faults, { method: 'POST', headers, body: JSON.stringify(fault) })
      },
      logged: () => readFileSync(LOG_FILE, 'utf8').split('\n').filter(Boolean),
      processes,
      close,
    }
  } catch (error) {
    await close()
    throw error
  }
}

type Environment = ReturnType<typeof benchEnvironment>

async function startPortal(env: Environment, port: number, stopping: AbortSignal) {
  const origin = `http://127.0.0.1:${port}`
  let child: ChildProcess

  async function start() {
    child = spawn(process.execPath, [nextProgram, 'start', '-H', '127.0.0.1', '-p', String(port)], {
      cwd: root,
      // Next's types demand a NODE_ENV of every environment; this one has it.
      env: env as NodeJS.ProcessEnv,
      stdio: ['ignore', 'ignore', openSync(LOG_FILE, 'a')],
    })
    await waitUntilAnswers('The portal', `${origin}/healthz`, stopping)
  }

  async function end(signal: NodeJS.Signals) {
    if (child.exitCode !== null || child.signalCode !== null) return
    const gone = once(child, 'exit')
    child.kill(signal)
    await gone
  }

  await start()
  const portal: Portal = {
    origin,
    pid: () => child.pid ?? Number.NaN,
    async killAndRestart() {
      await end('SIGKILL')
      // Nothing would stop a process started now.
      if (!stopping.aborted) await start()
    },
  }
  return { portal, stop: () => end('SIGTERM') }
}
