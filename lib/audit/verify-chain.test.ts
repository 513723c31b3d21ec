import { afterAll, beforeEach, describe, expect, it } from 'vitest'
import { config } from '@/lib/config/config'
import { startTestPortal, type TestPortal } from '@/lib/testing/portal'
import { readHead } from './append'
import { type Head, hashOf } from './chain'
import { addRecords, RECORD, tamper, verdictOf } from './test-chain'
import { newestHolds, verifyChain } from './verify-chain'

describe('verifying the record', () => {
  let portal: TestPortal
  let kept: Head
  const ctx = () => portal.as('ops-reviewer')

  beforeEach(async () => {
    portal ??= await startTestPortal()
    await tamper(ctx(), 'truncate audit_records')
    await addRecords(ctx(), [1, 2, 3, 4, 5])
    kept = await readHead(await ctx().db())
  })
  afterAll(() => portal.close())

  it('finds the chain intact, and returns its head', async () => {
    expect(await verdictOf(ctx(), kept)).toEqual({ ok: true, sealed: 5, unsealed: 0, head: kept })
    expect(kept).toEqual({ id: 5, hash: expect.stringMatching(/^v1\.[0-9a-f]{64}$/) })
  })

  it.each([
    ['a changed text', "update audit_records set reason = 'x' where id = 3", 3, 'was changed'],
    ['a changed time', "update audit_records set at = at + interval '1 ms' where id = 3", 3, 'was changed'],
    ['a changed person', "update audit_records set actor_id = 'x' where id = 1", 1, 'was changed'],
    [
      'a changed last record',
      "update audit_records set action = 'x' where id = 5",
      5,
      'the last one, was changed',
    ],
    ['a changed hash', "update audit_records set hash = 'v1.0' where id = 2", 2, 'don’t match this key'],
    [
      'a hash taken away',
      'alter table audit_records drop constraint audit_is_sealed; update audit_records set hash = null where id = 4',
      4,
      'has lost its hash',
    ],
    [
      'a record taken out',
      'delete from audit_records where id = 3',
      3,
      'Record 3 is missing: record 2 is followed by record 4',
    ],
    [
      'the first record taken out',
      'delete from audit_records where id = 1',
      1,
      'Record 1 is missing: record 0 is followed by record 2',
    ],
    [
      'a record taken out and the gap closed',
      'delete from audit_records where id = 3; update audit_records set id = id - 1 where id > 3',
      3,
      'don’t match this key',
    ],
    [
      'two records that changed places',
      'update audit_records set id = 9 where id = 3; update audit_records set id = 3 where id = 4; update audit_records set id = 4 where id = 9',
      3,
      'don’t match this key',
    ],
    [
      'a record put at the end',
      "insert into audit_records (id, at, actor_id, actor_name, action, outcome, hash) values (6, now(), 'x', 'x', 'request.grant', 'done', 'v1.0')",
      6,
      'wasn’t written by the portal',
    ],
  ])('finds %s', async (_, statements, id, problem) => {
    for (const statement of statements.split(';')) await tamper(ctx(), statement)
    expect(await verdictOf(ctx())).toMatchObject({
      ok: false,
      id,
      problem: expect.stringContaining(problem),
      sealed: id - 1,
    })
  })

  it('finds a tail that was cut off, if the head was kept elsewhere, and only then', async () => {
    await tamper(ctx(), 'delete from audit_records where id > 3')
    expect(await verdictOf(ctx())).toMatchObject({ ok: true, head: { id: 3 } })
    expect(await verdictOf(ctx(), kept)).toMatchObject({
      ok: false,
      id: 4,
      problem: 'The end is missing: the last record is 3, but the head you kept is record 5.',
    })
  })

  it('finds a tail that was cut off and has grown again', async () => {
    await tamper(ctx(), 'delete from audit_records where id > 3')
    await addRecords(ctx(), [6, 7, 8])
    expect(await verdictOf(ctx())).toMatchObject({ ok: true })
    expect(await verdictOf(ctx(), kept)).toMatchObject({
      ok: false,
      id: 5,
      problem: expect.stringContaining('doesn’t match the head you kept'),
    })
  })

  it('finds a wrong key at the first record that was sealed with it', async () => {
    expect(await verifyChain(await ctx().db(), `${config().auditKey}.`)).toMatchObject({
      ok: false,
      id: 1,
      problem: expect.stringContaining('another key was used'),
    })
    const db = await ctx().db()
    expect(await newestHolds(db, config().auditKey)).toBe(true)
    expect(await newestHolds(db, `${config().auditKey}.`)).toBe(false)
  })

  it('finds the record from which another key was used', async () => {
    const { at, ...rest } = { ...RECORD, intentId: null }
    let head = kept
    for (const id of [6, 7]) {
      const hash = hashOf('somebody else’s key', { ...rest, at, id }, head.hash)
      await tamper(
        ctx(),
        `insert into audit_records (id, at, actor_id, actor_name, action, outcome, account, region, repository, reason, after, aws_request_id, hash)
         values (${id}, '${at.toISOString()}', '${rest.actorId}', '${rest.actorName}', '${rest.action}', '${rest.outcome}', '${rest.account}', '${rest.region}', '${rest.repository}', '${rest.reason}', '${rest.after}', '${rest.awsRequestId}', '${hash}')`,
      )
      head = { id, hash }
    }
    expect(await verdictOf(ctx())).toMatchObject({
      ok: false,
      id: 6,
      problem: expect.stringContaining('another key was used'),
    })
  })

  it('counts records from before there were hashes separately, and begins after them', async () => {
    await tamper(ctx(), 'truncate audit_records')
    await tamper(ctx(), 'alter table audit_records drop constraint if exists audit_is_sealed')
    for (const id of [1, 2, 4])
      await tamper(
        ctx(),
        `insert into audit_records (id, at, actor_id, actor_name, action, outcome) values (${id}, now(), 'x', 'x', 'request.draft', 'done')`,
      )
    await tamper(
      ctx(),
      'alter table audit_records add constraint audit_is_sealed check (hash is not null) not valid',
    )
    await addRecords(ctx(), [1, 2])
    expect(await verdictOf(ctx())).toMatchObject({ ok: true, unsealed: 3, sealed: 2, head: { id: 6 } })
  })

  it('verifies more records than it reads at once', async () => {
    await addRecords(
      ctx(),
      Array.from({ length: 1200 }, (_, at) => at),
    )
    await tamper(ctx(), "update audit_records set reason = 'x' where id = 1001")
    expect(await verdictOf(ctx())).toMatchObject({ ok: false, id: 1001, sealed: 1000 })
  })
})
