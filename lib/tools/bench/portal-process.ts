import { waitUntilAnswers } from '@/lib/tools/launch/ready.mjs'
import { nextProgram, typescript } from '@/lib/tools/launch/root.mjs'
import { benchEnvironment, type Place } from './environment'
import { freePort } from './free-port'
import { outputOf, type Processes } from './processes'
import { signIn } from './session'

const FIRST_PORT = 3300
const USER = 'cwp-engineer'

export type PortalProcess = {
  origin: string
  /** Of a person who is signed in. */
  cookie: string
  pid: number
}

/** Makes a data directory with an empty database. */
export async function prepareDirectory(processes: Processes, place: Place): Promise<void> {
  await outputOf(processes, process.execPath, [...typescript, 'lib/db/prepare.ts'], {
    env: benchEnvironment(place),
  })
}

/** Starts the built portal on a prepared data directory. It appends its log to the file. */
export async function startPortal(
  processes: Processes,
  { endpoint, directory }: Omit<Place, 'port'>,
  logFile: string,
): Promise<PortalProcess> {
  const port = await freePort(FIRST_PORT)
  const pid = processes.serve(
    'The portal',
    process.execPath,
    [nextProgram, 'start', '-H', '127.0.0.1', '-p', String(port)],
    { env: benchEnvironment({ port, endpoint, directory }), logFile },
  )
  if (pid === undefined) throw new Error('The portal could not be started')
  const origin = `http://127.0.0.1:${port}`
  await Promise.race([
    processes.death,
    waitUntilAnswers('The portal', `${origin}/healthz`, processes.stopping),
  ])
  return { origin, cookie: await signIn(origin, USER), pid }
}
