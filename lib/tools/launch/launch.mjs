// @ts-check
import { ensureBuilt } from './build.mjs'
import { openChildren } from './children.mjs'
import { portalEnvironment, sandboxEndpoint, sandboxEnvironment } from './environment.mjs'
import { LaunchFailure } from './failure.mjs'
import { ensureInstalled, requireNode } from './install.mjs'
import { requirePorts } from './ports.mjs'
import { readSettings } from './read-settings.mjs'
import { waitUntilAnswers } from './ready.mjs'
import { nextProgram, typescript } from './root.mjs'
import { welcome } from './welcome.mjs'

/** @typedef {import('./print-settings').Settings} Settings */
/** @typedef {ReturnType<typeof openChildren>} Children */

/**
 * Brings the portal up and keeps it up until it is told to stop.
 * @param {{ development: boolean }} options
 */
export async function launch({ development }) {
  const children = openChildren()
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => stop(children))
  try {
    requireNode()
    await ensureInstalled(children)
    const settings = await readSettings(children, {
      ...process.env,
      NODE_ENV: development ? 'development' : 'production',
    })
    await requirePorts(settings, development ? 'npm run dev' : 'npm start')
    if (!development) await ensureBuilt(children)
    await Promise.race([children.death, bringUp(children, settings, development)])
    console.log(welcome(settings))
    await children.death
  } catch (error) {
    // What fails because it was told to stop is no failure.
    if (children.stopping.aborted) return
    await children.stop()
    console.error(error instanceof LaunchFailure ? `\n${error.message}` : error)
    process.exitCode = 1
  }
}

/** npm passes a signal on that the terminal has sent to all of us already: what comes at once is the same signal. */
const SAME_SIGNAL_MS = 1000

/** @type {number | undefined} */
let toldAt

/**
 * Ends in order; told a second time, at once.
 * @param {Children} children
 */
function stop(children) {
  toldAt ??= performance.now()
  if (performance.now() - toldAt > SAME_SIGNAL_MS) children.kill()
  children.stop().then(() => process.exit(0))
}

/** As long as the portal may take to end, without the drain: lib/http/shut-down.ts. */
const END_MS = 25_000

/** @type {(children: Children, settings: Settings, development: boolean) => Promise<void>} */
async function bringUp(children, settings, development) {
  const env = portalEnvironment(process.env, settings, development)
  // First of all, because this refuses a data directory that another portal is using.
  const { code, how } = await children.run(process.execPath, [...typescript, 'lib/db/prepare.ts'], { env })
  if (code !== 0)
    throw new LaunchFailure(`The database could not be prepared (${how}), so nothing was started.`)
  if (settings.mode === 'sandbox') {
    children.serve('The sandbox', process.execPath, [...typescript, 'lib/sandbox/main.ts'], {
      env: sandboxEnvironment(process.env, settings),
      stdout: 'ignore',
    })
    await waitUntilAnswers('The sandbox', sandboxEndpoint(settings), children.stopping)
  }
  const { host, port, drainSeconds, logFile } = settings
  children.serve(
    'The portal',
    process.execPath,
    [nextProgram, development ? 'dev' : 'start', '-H', host, '-p', String(port)],
    {
      env,
      // `next start` prints nothing but addresses there, and which one to open is ours to say.
      stdout: development ? 'inherit' : 'ignore',
      logFile,
      graceMs: END_MS + drainSeconds * 1000,
    },
  )
  await waitUntilAnswers('The portal', `http://${reachable(host)}:${port}/healthz`, children.stopping)
}

/**
 * A name under which this machine reaches what listens on the host.
 * @param {string} host
 */
function reachable(host) {
  if (host === '0.0.0.0' || host === '::') return 'localhost'
  return host.includes(':') ? `[${host}]` : host
}
