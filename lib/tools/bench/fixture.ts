import { cpSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Browser, chromium } from '@playwright/test'
import { toRepository } from '@/lib/aws/from-ecr'
import { closeDb } from '@/lib/db/db'
import { closeInventory } from '@/lib/inventory/get-inventory'
import type { Repository } from '@/lib/repositories/model'
import { provideBrowser } from '@/lib/tools/launch/browser.mjs'
import { ensureBuilt } from '@/lib/tools/launch/build.mjs'
import { root } from '@/lib/tools/launch/root.mjs'
import { becomePortal } from './environment'
import { freePort } from './free-port'
import { listWithSdk } from './list-with-sdk'
import { type PortalProcess, prepareDirectory, startPortal } from './portal-process'
import { openProcesses } from './processes'
import { openRecordingProxy, type RecordingProxy } from './recording-proxy'
import { startReference } from './reference-app'
import { type SandboxProcess, startSandboxProcess } from './sandbox-process'
import { untilWarm } from './warm'

const FIRST_PROXY_PORT = 4750

/** Where the portals append their log. It outlives the run. */
const LOG_FILE = join(root, '.test-results/bench.log')

/** What a row can need. Each part is brought up when it is first asked for, and all of them are taken down by `close`. */
export type Fixture = {
  /** A folder that is gone at the end. */
  directory: string
  sandbox: () => Promise<SandboxProcess>
  /** Between the sandbox and every portal that is not this process. */
  proxy: () => Promise<RecordingProxy>
  /** Makes this process one in which the portal's own code runs, with a database, on the sandbox. */
  here: () => Promise<void>
  /** Everything that the registries hold. */
  rows: () => Promise<readonly Repository[]>
  /** A portal that has read all registries. */
  portal: () => Promise<PortalProcess>
  /** A portal with an empty database, for the caller to stop. */
  emptyPortal: () => Promise<PortalProcess & { stop: () => Promise<void> }>
  /** The origin of the plain app that the portal is compared with. */
  reference: () => Promise<string>
  browser: () => Promise<Browser>
  /** The warm portal's id, when there is one. */
  portalPid: () => Promise<number | undefined>
  /** Rejects when something that was brought up ends by itself. */
  death: Promise<never>
  processes: ReturnType<typeof openProcesses>
  close: () => Promise<void>
}

export function openFixture(): Fixture {
  const directory = mkdtempSync(join(tmpdir(), 'ecr-portal-bench-'))
  rmSync(LOG_FILE, { force: true })
  const processes = openProcesses()
  const closers: (() => Promise<unknown>)[] = []
  let portals = 0
  let warm: Promise<PortalProcess> | undefined

  const sandbox = lazily(() => startSandboxProcess(processes, join(directory, 'sandbox')))
  const proxy = lazily(async () => {
    const opened = await openRecordingProxy(await freePort(FIRST_PROXY_PORT), (await sandbox()).endpoint)
    closers.push(opened.close)
    return opened
  })
  const prepared = lazily(async () => {
    const path = join(directory, 'prepared')
    await prepareDirectory(processes, { port: 1, endpoint: (await sandbox()).endpoint, directory: path })
    return path
  })
  const here = lazily(async () => {
    const path = join(directory, 'here')
    cpSync(await prepared(), path, { recursive: true })
    becomePortal({ port: 1, endpoint: (await sandbox()).endpoint, directory: path })
    closers.push(async () => {
      closeInventory()
      await closeDb()
    })
  })
  const rows = lazily(async () => {
    await here()
    await (await sandbox()).delay(0)
    const registries = await listWithSdk()
    return registries.flatMap(({ registry, found }) => found.map((wire) => toRepository(registry, wire)))
  })
  const built = lazily(() => ensureBuilt(processes))

  async function emptyPortal() {
    await built()
    const endpoint = (await proxy()).endpoint
    portals += 1
    if (portals === 1) console.error(`The portals’ log: ${LOG_FILE}`)
    const path = join(directory, `portal-${portals}`)
    cpSync(await prepared(), path, { recursive: true })
    const own = openProcesses()
    closers.push(own.stop)
    // Whoever comes here while everything is being taken down would start what nobody stops.
    if (processes.stopping.aborted) throw new Error('Stopped.')
    return { ...(await startPortal(own, { endpoint, directory: path }, LOG_FILE)), stop: own.stop }
  }

  async function warmPortal(): Promise<PortalProcess> {
    const all = await rows()
    await (await sandbox()).delay(0)
    const portal = await emptyPortal()
    await untilWarm(portal, all)
    return portal
  }

  const close = lazily(async () => {
    // At once: a portal that is told to stop waits for the browser, and for the proxy.
    await Promise.all([processes.stop(), ...closers.map((closer) => closer())])
    rmSync(directory, { recursive: true, force: true })
  })

  return {
    directory,
    processes,
    death: processes.death,
    sandbox,
    proxy,
    here,
    rows,
    emptyPortal,
    portal: () => {
      warm ??= warmPortal()
      return warm
    },
    portalPid: async () => (await warm?.catch(() => undefined))?.pid,
    reference: lazily(async () => startReference(processes, await rows())),
    browser: lazily(async () => {
      const browser = await chromium.launch({
        executablePath: await provideBrowser(processes),
        args: ['--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage', '--disable-background-networking'],
        // An interruption is ours to handle: everything else has to be taken down, too.
        handleSIGINT: false,
        handleSIGTERM: false,
        handleSIGHUP: false,
      })
      closers.push(() => browser.close())
      return browser
    }),
    close,
  }
}

/** Makes it when it is first asked for, and then always answers with that one. */
function lazily<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | undefined
  return () => {
    made ??= make()
    return made
  }
}
