import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test, vi } from 'vitest'
import { checkAdvisories } from './advisories.mjs'
import { openChildren } from './children.mjs'

const BULK = '/-/npm/v1/security/advisories/bulk'

function advisory(severity: string) {
  return { id: 1, title: 'Lets anyone in', severity, url: 'https://a.example/1', vulnerable_versions: '<999' }
}

/** What npm really says with a registry that answers this about advisories. */
async function audited(status: number, advisories: object) {
  const registry = createServer((request, response) => {
    const known = request.url === BULK
    response.writeHead(known ? status : 404, { 'content-type': 'application/json' })
    response.end(JSON.stringify(known ? advisories : {}))
  }).listen(0, '127.0.0.1')
  await once(registry, 'listening')
  const { port } = registry.address() as AddressInfo
  const said: string[] = []
  const log = vi.spyOn(console, 'log').mockImplementation((line) => void said.push(line))
  const error = vi.spyOn(console, 'error').mockImplementation((line) => void said.push(line))
  // npm keeps what it has found out about an advisory.
  const cache = mkdtempSync(join(tmpdir(), 'npm-cache-'))
  onTestFinished(() => {
    registry.close()
    rmSync(cache, { recursive: true })
    log.mockRestore()
    error.mockRestore()
  })
  const env = {
    ...process.env,
    npm_config_registry: `http://127.0.0.1:${port}/`,
    npm_config_cache: cache,
    // Whatever proxy the machine has for others, the registry of a test is here.
    npm_config_noproxy: '127.0.0.1',
  }
  return { count: await checkAdvisories(openChildren(), env), said: said.join('\n') }
}

test('an advisory of high severity fails, and is named once', async () => {
  const { count, said } = await audited(200, { pg: [advisory('high')] })
  expect(count).toEqual({ passed: 0, failed: 1, skipped: [] })
  expect(said).toContain('pg (high): Lets anyone in https://a.example/1')
})

test.each([
  ['no advisory', {}],
  ['only a lesser one', { pg: [advisory('moderate')] }],
  ['only one about what the portal does not run on', { vitest: [advisory('critical')] }],
])('%s passes', async (_, advisories) => {
  expect((await audited(200, advisories)).count).toEqual({ passed: 1, failed: 0, skipped: [] })
})

test.each([404, 405])('a registry that answers %s instead is said to, and is no pass', async (status) => {
  const { count, said } = await audited(status, {})
  const reason = `the registry serves no advisories (HTTP ${status}).`
  expect(count).toEqual({ passed: 0, failed: 0, skipped: [`advisories: ${reason}`] })
  expect(said).toContain(reason)
})
