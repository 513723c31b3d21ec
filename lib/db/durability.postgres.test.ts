import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { eq } from 'drizzle-orm'
import { expect, it } from 'vitest'
import { newTestDatabase } from '@/lib/testing/database'
import { startCluster } from '@/lib/tools/launch/cluster.mjs'
import { openDb } from './db'
import { accessRequests, auditRecords } from './schema'

const PER_ROUND = 250

/** A process that asks for access until it ends, and the numbers that it was given. */
function startAsking(url: string | undefined, directory: string): { child: ChildProcess; ids: number[] } {
  const child = spawn(
    process.execPath,
    ['--conditions=react-server', '--import', 'tsx', 'lib/requests/test-asker.ts'],
    {
      stdio: ['ignore', 'pipe', 'ignore'],
      env: { ...process.env, PORTAL_MODE: 'sandbox', DATABASE_URL: url, PORTAL_DATA_DIR: directory },
    },
  )
  const ids: number[] = []
  let rest = ''
  child.stdout?.setEncoding('utf8').on('data', (text: string) => {
    const lines = (rest + text).split('\n')
    rest = lines.pop() ?? ''
    ids.push(...lines.map(Number))
  })
  return { child, ids }
}

it('loses nothing that it acknowledged, whichever process is killed, and leaves nothing half done', async () => {
  process.env.NEXTAUTH_SECRET = 'only-for-tests-only-for-tests-only-for-tests'
  process.env.PORTAL_AUDIT_KEY = 'only-for-tests-only-for-tests-only-for-tests'
  const cluster = await startCluster()
  process.env.TEST_POSTGRES_URL = cluster.url
  const database = await newTestDatabase()
  try {
    const acknowledged: number[] = []
    for (const killed of ['portal', 'database']) {
      const { child, ids } = startAsking(database.url, database.directory)
      const gone = once(child, 'close')
      while (ids.length < PER_ROUND && child.exitCode === null)
        await Promise.race([once(child.stdout ?? child, 'data'), gone])
      if (killed === 'portal') child.kill('SIGKILL')
      else await cluster.crash()
      await gone
      if (killed === 'database') await cluster.start()
      acknowledged.push(...ids)
    }
    const { db, close } = await openDb(database)
    const stored = (await db.select().from(accessRequests)).map(({ id }) => id)
    const recorded = await db
      .select({ id: auditRecords.requestId })
      .from(auditRecords)
      .where(eq(auditRecords.action, 'request.create'))
    await close()
    expect(acknowledged.length).toBeGreaterThanOrEqual(2 * PER_ROUND)
    expect(acknowledged.filter((id) => !stored.includes(id))).toEqual([])
    expect(recorded.map(({ id }) => id).sort()).toEqual(stored.sort())
  } finally {
    await database.drop()
    await cluster.remove()
  }
})
