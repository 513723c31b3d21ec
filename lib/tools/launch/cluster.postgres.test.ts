import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { expect, it, vi } from 'vitest'

it('a cluster ends with the process that started it, however that ends, and leaves nothing behind', async () => {
  const script = `
    const { startCluster } = await import('./lib/tools/launch/cluster.mjs')
    const { directory } = await startCluster()
    console.log(directory)
    setInterval(() => {}, 1000)`
  const child = spawn(process.execPath, ['--input-type=module', '-e', script], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const directory = String((await once(child.stdout, 'data'))[0]).trim()
  expect(existsSync(`${directory}/data/postmaster.pid`)).toBe(true)
  child.kill('SIGKILL')
  await vi.waitFor(() => expect(existsSync(directory)).toBe(false), { timeout: 20_000 })
})
