import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { closeDb } from '@/lib/db/db'
import { startTestPortal, type TestPortal } from '@/lib/testing/portal'
import { openChildren } from '@/lib/tools/launch/children.mjs'
import { typescript } from '@/lib/tools/launch/root.mjs'
import { readHead } from './append'
import { addRecords, tamper } from './test-chain'

describe('npm run audit:verify', () => {
  let portal: TestPortal
  let head: string
  beforeAll(async () => {
    portal = await startTestPortal()
    await addRecords(portal.as('ops-reviewer'), [1, 2, 3])
    const { id, hash } = await readHead(await portal.as('ops-reviewer').db())
    head = `${id}:${hash}`
  })
  afterAll(() => portal.close())

  function verify(...args: string[]) {
    const script = [...typescript, 'lib/audit/print-verdict.ts', ...args]
    return openChildren().run(process.execPath, script, { stdout: 'pipe', stderr: 'pipe' })
  }

  it.skipIf(process.env.TEST_POSTGRES_URL)(
    'verifies nothing while a portal has the database open, and says which',
    { meta: { skippedBecause: 'only the embedded database has one owner.' } },
    async () => {
      expect(await verify()).toMatchObject({
        code: 2,
        stdout: '',
        stderr: expect.stringMatching(
          new RegExp(`^Nothing was verified\\. The data directory .* is in use by process ${process.pid}\\.`),
        ),
      })
    },
  )

  it('exits with 0 if the record is intact, and prints the head', async () => {
    await closeDb()
    const stdout = `All 3 records are intact.\nHead, to keep outside the portal: ${head}\n`
    expect(await verify()).toMatchObject({ code: 0, stdout })
    expect(await verify('--head', head)).toMatchObject({ code: 0, stdout })
  })

  it('exits with 1 if it isn’t, and never prints the key', async () => {
    await tamper(portal.as('ops-reviewer'), 'delete from audit_records where id = 3')
    await closeDb()
    const { code, stdout, stderr } = await verify('--head', head)
    expect(code).toBe(1)
    expect(stdout).toContain('BROKEN at 3: The end is missing')
    expect(stdout + stderr).not.toContain(process.env.PORTAL_AUDIT_KEY)
  })

  it('rejects a head that it can’t parse', async () => {
    expect(await verify('--head', '3:abc')).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('“--head 3:abc” isn’t a valid option.'),
    })
  })
})
