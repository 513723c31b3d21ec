import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startTestPortal, type TestPortal } from '@/lib/testing/portal'
import { append, readHead } from './append'
import { listActivity } from './list-activity'
import { recordAudit } from './record'
import { addRecords, RECORD, tamper, verdictOf } from './test-chain'

describe('the record', () => {
  let portal: TestPortal
  beforeAll(async () => {
    portal = await startTestPortal()
  })
  afterAll(() => portal.close())
  const ctx = () => portal.as('ops-reviewer')

  it.each([
    "update audit_records set reason = 'x'",
    'delete from audit_records',
    'truncate audit_records',
    'update audit_records set id = id + 1 where false',
  ])('refuses in the database: %s', async (statement) => {
    await addRecords(ctx(), [1])
    const db = await ctx().db()
    const refused = await db.execute(sql.raw(statement)).catch((error: Error) => error.cause)
    expect(String(refused)).toContain('audit_records is append-only')
  })

  it('accepts no new row without a hash', async () => {
    const { id } = await readHead(await ctx().db())
    const row = `insert into audit_records (id, at, actor_id, actor_name, action, outcome)
      values (${id + 1}, now(), 'x', 'x', 'request.draft', 'done')`
    const db = await ctx().db()
    const refused = await db.execute(sql.raw(row)).catch((error: Error) => error.cause)
    expect(String(refused)).toContain('audit_is_sealed')
  })

  it('is one chain without gaps, however many processes write at once or give up', async () => {
    const db = await ctx().db()
    const { id } = await readHead(db)
    const giveUp = () =>
      db
        .transaction(async (tx) => {
          await recordAudit(tx, ctx(), { action: 'request.draft', requestId: 2 })
          throw new Error('the transaction gives up')
        })
        .catch(() => undefined)
    const inTransaction = () =>
      db.transaction(async (tx) => {
        await recordAudit(tx, ctx(), { action: 'request.draft', requestId: 3 })
        await recordAudit(tx, ctx(), { action: 'request.draft', requestId: 4 })
      })
    const writers = Array.from({ length: 30 }, (_, at) =>
      at % 3 === 0 ? giveUp() : at % 3 === 1 ? inTransaction() : addRecords(ctx(), [5]),
    )
    await Promise.all(writers)
    expect(await verdictOf(ctx())).toMatchObject({ ok: true, head: { id: id + 30 } })
  })

  it('has one outcome for an intent, and refuses a second one', async () => {
    const db = await ctx().db()
    const intentId = await append(db, { ...RECORD, outcome: 'intended', intentId: null })
    if (intentId === undefined) throw new Error('the intent was not recorded')
    const outcomes = await Promise.all([1, 2, 3].map(() => append(db, { ...RECORD, intentId })))
    expect(outcomes.filter((id) => id !== undefined)).toEqual([intentId + 1])
    expect(await append(db, { ...RECORD, intentId })).toBeUndefined()
    expect(await verdictOf(ctx())).toMatchObject({ ok: true, head: { id: intentId + 1 } })
  })

  it('continues at the actual end, even if another process has moved it', async () => {
    await addRecords(ctx(), [6, 7])
    const { id } = await readHead(await ctx().db())
    await tamper(ctx(), `delete from audit_records where id = ${id}`)
    await addRecords(ctx(), [8])
    expect(await verdictOf(ctx())).toMatchObject({ ok: true, head: { id } })
  })

  it('keeps no secret, and stores values that PostgreSQL would change', async () => {
    const reason = `half a pair \ud83d, a null \0 and AKIAIOSFODNN7EXAMPLE`
    await recordAudit(await ctx().db(), ctx(), { action: 'request.draft', reason })
    const [record] = await listActivity(ctx(), {})
    expect(record?.reason).toBe('half a pair \ufffd, a null  and [secret removed]')
    expect(await verdictOf(ctx())).toMatchObject({ ok: true })
  })
})
