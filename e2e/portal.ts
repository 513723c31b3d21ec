import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { cpSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { portalEnvironment, sandboxEnvironment } from '../lib/tools/launch/environment.mjs'
import { freePort } from '../lib/tools/launch/ports.mjs'
import type { Settings } from '../lib/tools/launch/print-settings'
import { waitUntilAnswers } from '../lib/tools/launch/ready.mjs'
import { nextProgram, root, typescript } from '../lib/tools/launch/root.mjs'
import { EMPTY_DATA } from './results'
import { GIVEN } from './secrets'

export type Portal = {
  origin: string
  /** The address of its sandbox. */
  sandbox: string
  process: ChildProcess
  exited: Promise<{ code: number | null; signal: string | null }>
  /** What it has logged so far. */
  logged: () => string
  dataDirectory: string
}

type Wanted = {
  env?: Record<string, string>
  /** Runs before the portal starts. */
  prepare?: (dataDirectory: string) => Promise<void>
}

/** Runs the built portal with a sandbox, a database and ports of its own, for as long as `work` takes. */
export async function withPortal(wanted: Wanted, work: (portal: Portal) => Promise<void>): Promise<void> {
  const directory = mkdtempSync(join(tmpdir(), 'ecr-portal-e2e-'))
  const started: ChildProcess[] = []
  const stopping = new AbortController()

  function start(
    args: string[],
    env: Record<string, string | undefined>,
    stderr: 'inherit' | 'pipe' = 'inherit',
  ): ChildProcess {
    const child = spawn(process.execPath, args, {
      cwd: root,
      // Next's types demand a NODE_ENV of every environment; a process needs none.
      env: env as NodeJS.ProcessEnv,
      stdio: ['ignore', 'ignore', stderr],
    })
    started.push(child)
    return child
  }

  /** A run that is interrupted ends without the `finally` below. */
  function abandon(): void {
    for (const child of started) child.kill('SIGKILL')
    rmSync(directory, { recursive: true, force: true })
  }
  process.once('exit', abandon)

  try {
    const [port, sandboxPort] = [await freePort(), await freePort()]
    const origin = `http://127.0.0.1:${port}`
    const sandbox = `http://127.0.0.1:${sandboxPort}`
    const dataDirectory = join(directory, 'portal')
    const place: Settings = {
      mode: 'sandbox',
      host: '127.0.0.1',
      port,
      sandboxPort,
      dataDirectory,
      baseUrl: origin,
      drainSeconds: 0,
      localUsers: [],
      logFile: undefined,
    }
    // Nothing of how the caller runs their own portal: an empty variable counts as not set.
    const caller = {
      ...process.env,
      ...GIVEN,
      PORT: String(port),
      SANDBOX_PORT: String(sandboxPort),
      PORTAL_MODE: 'sandbox',
      PORTAL_HOST: '127.0.0.1',
      PORTAL_BASE_URL: origin,
      PORTAL_DATA_DIR: dataDirectory,
      PORTAL_ACCOUNTS_FILE: '',
      DATABASE_URL: '',
      PORTAL_DRAIN_SECONDS: '',
      ...wanted.env,
    }
    const env = portalEnvironment(caller, place, false)

    start([...typescript, 'lib/sandbox/main.ts'], sandboxEnvironment(caller, place))
    cpSync(EMPTY_DATA, dataDirectory, { recursive: true })
    await wanted.prepare?.(dataDirectory)
    await waitUntilAnswers('The sandbox', sandbox, stopping.signal)

    const portal = start([nextProgram, 'start', '-H', '127.0.0.1', '-p', String(port)], env, 'pipe')
    let log = ''
    portal.stderr?.setEncoding('utf8').on('data', (text: string) => {
      log += text
    })
    await waitUntilAnswers('The portal', `${origin}/healthz`, stopping.signal)
    await work({
      origin,
      sandbox,
      process: portal,
      exited: once(portal, 'close').then(([code, signal]) => ({ code, signal })),
      logged: () => log,
      dataDirectory,
    })
  } finally {
    stopping.abort()
    await Promise.all(started.map(end))
    rmSync(directory, { recursive: true, force: true })
    process.off('exit', abandon)
  }
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const gone = once(child, 'exit')
  child.kill('SIGKILL')
  await gone
}
