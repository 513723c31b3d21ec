import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { benchEnvironment, sandboxProcessEnvironment } from '../lib/tools/bench/environment'
import { freePort } from '../lib/tools/bench/free-port'
import { waitUntilAnswers } from '../lib/tools/launch/ready.mjs'
import { nextProgram, root, typescript } from '../lib/tools/launch/root.mjs'

const FIRST_PORT = 3400
const FIRST_SANDBOX_PORT = 4800

export type OwnPortal = {
  origin: string
  process: ChildProcess
  exited: Promise<{ code: number | null; signal: string | null }>
  /** What it has written to its log until now. */
  logged: () => string
  dataDirectory: string
  /** Makes the sandbox do something wrong, see lib/sandbox/faults.ts. */
  meet: (fault: object) => Promise<void>
  /** The faults that no call has met yet. */
  waiting: () => Promise<unknown>
}

/** A built portal with a sandbox and a data directory that are no other test's, for tests that end or break it. */
export async function withOwnPortal(
  settings: { spoil?: (dataDirectory: string) => Promise<void>; env?: Record<string, string> },
  work: (portal: OwnPortal) => Promise<void>,
): Promise<void> {
  const directory = mkdtempSync(join(tmpdir(), 'ecr-portal-own-'))
  const started: ChildProcess[] = []
  const stopping = new AbortController()

  function start(args: string[], env: NodeJS.ProcessEnv): ChildProcess {
    const child = spawn(process.execPath, args, { cwd: root, env, stdio: ['ignore', 'ignore', 'pipe'] })
    started.push(child)
    return child
  }

  try {
    const sandboxPort = await freePort(FIRST_SANDBOX_PORT)
    const endpoint = `http://127.0.0.1:${sandboxPort}`
    const faults = `${endpoint}/_sandbox/faults`
    start(
      [...typescript, 'lib/sandbox/main.ts'],
      environment(sandboxProcessEnvironment(sandboxPort, join(directory, 'sandbox'))),
    )
    await waitUntilAnswers('The sandbox', endpoint, stopping.signal)

    const port = await freePort(FIRST_PORT)
    const place = { port, endpoint, directory: join(directory, 'portal') }
    const env = environment({ ...benchEnvironment(place), ...settings.env })
    await once(start([...typescript, 'lib/db/prepare.ts'], env), 'exit')
    await settings.spoil?.(place.directory)

    const portal = start([nextProgram, 'start', '-H', '127.0.0.1', '-p', String(port)], env)
    let text = ''
    portal.stderr?.setEncoding('utf8').on('data', (more: string) => {
      text += more
    })
    const origin = `http://127.0.0.1:${port}`
    await waitUntilAnswers('The portal', `${origin}/healthz`, stopping.signal)
    await work({
      origin,
      process: portal,
      exited: once(portal, 'close').then(([code, signal]) => ({ code, signal })),
      logged: () => text,
      dataDirectory: place.directory,
      async meet(fault) {
        await fetch(faults, {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify(fault),
        })
      },
      waiting: async () => (await fetch(faults)).json(),
    })
  } finally {
    await Promise.all(started.map(end))
    rmSync(directory, { recursive: true, force: true })
  }
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const gone = once(child, 'exit')
  child.kill('SIGKILL')
  await gone
}

/** Next's types demand a NODE_ENV of every environment; a process needs none. */
function environment(of: Record<string, string | undefined>): NodeJS.ProcessEnv {
  return of as NodeJS.ProcessEnv
}
