import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { CreateRepositoryCommand, DescribeRepositoriesCommand, ECRClient } from '@aws-sdk/client-ecr'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { clientOf } from './test-clients'

let directory: string
let running: ChildProcess[]
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'sandbox-'))
  running = []
})
afterEach(() => {
  for (const child of running) child.kill('SIGKILL')
  rmSync(directory, { recursive: true, force: true })
})

function launch(...flags: string[]): ChildProcess {
  const script = ['--conditions=react-server', '--import', 'tsx', 'lib/sandbox/main.ts']
  const child = spawn(process.execPath, [...script, '--data', directory, ...flags], { stdio: 'pipe' })
  running.push(child)
  return child
}

/** The address that the launcher prints when it is ready. */
function endpointOf(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    child.stdout?.on('data', (line) => resolve(/http:\S+/.exec(String(line))?.[0] ?? ''))
    child.once('exit', (code) => reject(new Error(`the sandbox ended with ${code}`)))
  })
}

function ended(child: ChildProcess): Promise<number | null> {
  return new Promise((resolve) => child.once('exit', resolve))
}

// Each round starts a process of its own.
it('keeps what it acknowledged when it is killed', { timeout: 60_000 }, async () => {
  const acknowledged: string[] = []
  for (let round = 0; round < 4; round++) {
    const child = launch('--port', '0')
    const client = clientOf(ECRClient, await endpointOf(child), 'hp-id-dev', 'developer')
    const { repositories = [] } = await client.send(new DescribeRepositoriesCommand({ maxResults: 1000 }))
    expect(repositories.map(({ repositoryName }) => repositoryName)).toEqual(
      expect.arrayContaining(acknowledged),
    )
    const gone = ended(child)
    // The kill comes from outside the stream of writes, while several are under way.
    const writers = Array.from({ length: 4 }, async (_, writer) => {
      for (let count = 0; ; count++) {
        const repositoryName = `cwp/kept-${round}-${writer}-${count}`
        await client.send(new CreateRepositoryCommand({ repositoryName }))
        acknowledged.push(repositoryName)
        if (acknowledged.length % 60 === 59) child.kill('SIGKILL')
      }
    })
    await Promise.allSettled(writers)
    await gone
  }
  expect(acknowledged.length).toBeGreaterThan(200)
})

it('reports that its port is in use, and exits with 1', { timeout: 30_000 }, async () => {
  const other = createServer()
  const port = await new Promise<number>((resolve) => {
    other.listen(0, '127.0.0.1', () => {
      const address = other.address()
      resolve(typeof address === 'object' && address ? address.port : 0)
    })
  })
  const child = launch('--port', String(port))
  let said = ''
  child.stderr?.on('data', (text) => {
    said += text
  })
  expect(await ended(child)).toBe(1)
  other.close()
  expect(said).toContain('The port is taken')
})

it('shuts down cleanly on request', { timeout: 30_000 }, async () => {
  const child = launch('--port', '0')
  await endpointOf(child)
  child.kill('SIGTERM')
  expect(await ended(child)).toBe(0)
})
