import { sql } from 'drizzle-orm'
import { drizzle } from 'drizzle-orm/node-postgres'
import { expect, it, vi } from 'vitest'
import { databaseFailure } from './failure'
import { openPool } from './pool'

it('a server that goes silent is given up on, and the connection is reopened', async () => {
  const pool = openPool(process.env.TEST_POSTGRES_URL ?? '', 300)
  const db = drizzle(pool)
  const { rows } = await pool.query<{ pid: number }>('select pg_backend_pid() as pid')
  const pid = rows[0]?.pid ?? Number.NaN
  process.kill(pid, 'SIGSTOP')
  try {
    const failure = await db
      .transaction((tx) => tx.execute(sql`select 1`))
      .catch((error: unknown) => databaseFailure(error, 'reading'))
    expect(failure).toContain('The connection to the portal’s database was lost')
    await vi.waitFor(() => expect(pool.totalCount).toBe(0))
    await db.transaction((tx) => tx.execute(sql`select 1`))
  } finally {
    process.kill(pid, 'SIGCONT')
    await pool.end()
  }
})

it('a statement that takes too long is ended by the server', async () => {
  const pool = openPool(process.env.TEST_POSTGRES_URL ?? '')
  expect((await pool.query('show statement_timeout')).rows).toEqual([{ statement_timeout: '10s' }])
  expect((await pool.query('show idle_in_transaction_session_timeout')).rows).toEqual([
    { idle_in_transaction_session_timeout: '10s' },
  ])
  const failure = await pool
    .query("set statement_timeout = '1ms'; select pg_sleep(10)")
    .catch((error: unknown) => databaseFailure(error, 'writing'))
  expect(failure).toContain('took too long, so this couldn’t be recorded and was not done')
  await pool.end()
})
