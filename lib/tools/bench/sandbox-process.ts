import { waitUntilAnswers } from '@/lib/tools/launch/ready.mjs'
import { typescript } from '@/lib/tools/launch/root.mjs'
import { sandboxProcessEnvironment } from './environment'
import { freePort } from './free-port'
import type { Processes } from './processes'

const FIRST_PORT = 4700

/** How many made-up repositories the registries hold, besides those of the seed. */
const REPOSITORIES = 100_000

export type SandboxProcess = {
  endpoint: string
  /** From now on nothing but this happens: every answer to the operation, or to any, takes so long. */
  delay: (latencyMs: number, operation?: string) => Promise<void>
  /** From now on no list of repositories is answered. */
  cutOff: () => Promise<void>
}

export async function startSandboxProcess(processes: Processes, directory: string): Promise<SandboxProcess> {
  const port = await freePort(FIRST_PORT)
  const endpoint = `http://127.0.0.1:${port}`
  processes.serve(
    'The sandbox',
    process.execPath,
    [...typescript, 'lib/sandbox/main.ts', '--repositories', String(REPOSITORIES)],
    { env: sandboxProcessEnvironment(port, directory) },
  )
  const faults = `${endpoint}/_sandbox/faults`
  await waitUntilAnswers('The sandbox', faults, processes.stopping)

  async function meetOnly(fault: object): Promise<void> {
    await fetch(faults, { method: 'DELETE' })
    const headers = { 'content-type': 'application/json' }
    const { status } = await fetch(faults, { method: 'POST', headers, body: JSON.stringify(fault) })
    if (status !== 201) throw new Error(`The sandbox knows no fault ${JSON.stringify(fault)}`)
  }

  return {
    endpoint,
    delay: (latencyMs, operation) => meetOnly({ fault: 'latency', latencyMs, operation }),
    cutOff: () => meetOnly({ fault: 'connection-reset', operation: 'DescribeRepositories' }),
  }
}
