import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { freePort } from '../lib/tools/launch/ports.mjs'
import { root } from '../lib/tools/launch/root.mjs'
import { expect, test } from './fixtures'
import { GIVEN, secretsIn } from './secrets'

// No page is opened, so no portal is needed beside the one that is started here.
test.use({ baseURL: '' })

test('npm start brings up the portal and its sandbox, and a signal stops both', async () => {
  // Unlike the fixtures' portals, this one also makes its database while the time runs.
  test.setTimeout(120_000)
  const directory = mkdtempSync(join(tmpdir(), 'ecr-portal-start-'))
  const [port, sandboxPort] = [await freePort(), await freePort()]
  const child = spawn(process.execPath, ['lib/tools/launch/start.mjs'], {
    cwd: root,
    env: {
      ...process.env,
      ...GIVEN,
      PORT: String(port),
      SANDBOX_PORT: String(sandboxPort),
      PORTAL_MODE: 'sandbox',
      PORTAL_HOST: '',
      PORTAL_BASE_URL: '',
      PORTAL_ACCOUNTS_FILE: '',
      DATABASE_URL: '',
      PORTAL_DATA_DIR: directory,
      PORTAL_LOG: 'stderr',
    },
  })
  const exited = once(child, 'close')
  let printed = ''
  for (const output of [child.stdout, child.stderr])
    output.setEncoding('utf8').on('data', (text) => {
      printed += text
    })
  try {
    await expect
      .poll(() => printed, { timeout: 90_000 })
      .toContain(`ECR Portal is ready: http://localhost:${port}`)
    // The database opens after the portal answers.
    await expect.poll(async () => (await fetch(`http://127.0.0.1:${port}/readyz`)).status).toBe(200)
    expect((await fetch(`http://127.0.0.1:${sandboxPort}/_sandbox/faults`)).status).toBe(200)
    child.kill('SIGTERM')
    expect(await exited).toEqual([0, null])
    for (const each of [port, sandboxPort]) await expect(fetch(`http://127.0.0.1:${each}/`)).rejects.toThrow()
    expect(secretsIn(printed)).toEqual([])
  } finally {
    // Killed, it would leave its own children behind.
    if (child.exitCode === null) {
      child.kill('SIGTERM')
      await exited
    }
    rmSync(directory, { recursive: true, force: true })
  }
})
