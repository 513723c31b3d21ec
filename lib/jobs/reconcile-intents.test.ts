import { sql } from 'drizzle-orm'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { append } from '@/lib/audit/append'
import { listActivity } from '@/lib/audit/list-activity'
import { verdictOf } from '@/lib/audit/test-chain'
import { PORTAL } from '@/lib/auth/roles'
import type { Context } from '@/lib/context'
import { getPolicy } from '@/lib/permissions/get-policy'
import { savePolicy } from '@/lib/permissions/save-policy'
import { saveRegistryPolicy } from '@/lib/permissions/save-registry-policy'
import { duringWrite, outsider, policyFor } from '@/lib/permissions/test-outside'
import { createRepository } from '@/lib/repositories/create-repository'
import { getRepository } from '@/lib/repositories/get-repository'
import type { RepositoryRef } from '@/lib/repositories/reference'
import { saveSettings } from '@/lib/repositories/save-settings'
import { createRequest } from '@/lib/requests/create-request'
import { decideRequest } from '@/lib/requests/decide-request'
import { asking, proposing } from '@/lib/requests/test-request'
import { addFault, clearFaults } from '@/lib/sandbox/test-faults'
import { startTestPortal, type TestPortal } from '@/lib/testing/portal'
import { reconcileIntents } from './reconcile-intents'

const MINE = policyFor('120744138334')
const THEIRS = policyFor('872569379934', 'Theirs')

describe('a change that a crash cut off', () => {
  let portal: TestPortal
  beforeAll(async () => {
    portal = await startTestPortal()
  })
  afterEach(() => clearFaults(portal.endpoint))
  afterAll(() => portal.close())

  const engineer = () => portal.as('cwp-engineer')
  /** The portal itself, a while later. */
  const later = (): Context => ({
    ...portal.as('ops-reviewer'),
    actor: PORTAL,
    now: () => new Date(Date.now() + 5 * 60_000),
  })

  /** Begins a change whose process dies at its write to AWS: before it arrives there, or after. */
  async function dying(
    when: 'before' | 'after',
    change: (ctx: Context) => Promise<unknown>,
    person = engineer(),
  ): Promise<void> {
    await new Promise<void>((died, failed) => {
      const ctx = duringWrite(person, async (send) => {
        if (when === 'after') await send()
        died()
        return new Promise(() => undefined)
      })
      change(ctx).then(() => failed(new Error('it did not die')), failed)
    })
    // A dead process's lease has expired by the time that somebody looks.
    const db = await engineer().db()
    await db.execute(sql`update known_policies set writing_until = null`)
  }

  async function lastOf(ref: RepositoryRef, action: string) {
    const [record] = await listActivity(portal.as('ops-reviewer'), { ref, action })
    return (
      record && { by: record.author, noted: record.actorName, outcome: record.outcome, error: record.error }
    )
  }

  const saving = (ref: RepositoryRef) => (ctx: Context) =>
    savePolicy(ctx, { ref, base: null, draft: MINE, reason: 'a release' })

  it('is done when the policy says what was wanted, and is its author’s', async () => {
    const ref = await portal.newRepository()
    await dying('after', saving(ref))
    expect(await lastOf(ref, 'permissions.save')).toBeUndefined()
    await reconcileIntents(later())
    expect(await lastOf(ref, 'permissions.save')).toEqual({
      by: 'cwp-engineer',
      noted: 'The portal',
      outcome: 'done',
      error: null,
    })
    expect((await listActivity(engineer(), { action: 'permissions.save' }))[0]).toMatchObject({
      repository: ref.name,
      reason: 'a release',
    })
    // Reading it does not make a stranger's change of it.
    await getPolicy(engineer(), ref)
    expect(await lastOf(ref, 'permissions.outside')).toBeUndefined()
  })

  it('is failed when the policy is as it was', async () => {
    const ref = await portal.newRepository()
    await dying('before', saving(ref))
    await reconcileIntents(later())
    expect(await lastOf(ref, 'permissions.save')).toMatchObject({
      outcome: 'failed',
      error: expect.stringContaining('The change wasn’t made'),
    })
    expect(await savePolicy(engineer(), { ref, base: null, draft: MINE })).toMatchObject({ outcome: 'saved' })
  })

  it('is unknown when somebody changed the policy since, once and in these words', async () => {
    const ref = await portal.newRepository()
    await dying('after', saving(ref))
    await outsider(portal.endpoint).save(ref, THEIRS)
    await reconcileIntents(later())
    await reconcileIntents(later())
    expect(await lastOf(ref, 'permissions.save')).toMatchObject({
      outcome: 'unknown',
      error: expect.stringContaining('Something else has changed it since'),
    })
    const all = await listActivity(portal.as('ops-reviewer'), { ref })
    expect(all.map(({ action }) => action)).toEqual([
      'permissions.outside',
      'permissions.save',
      'permissions.first-seen',
      'repository.create',
    ])
  })

  it('is settled for a removal of the policy, too', async () => {
    const ref = await portal.newRepository()
    const { outcome } = await savePolicy(engineer(), { ref, base: null, draft: MINE })
    expect(outcome).toBe('saved')
    const base = (await getPolicy(engineer(), ref)) ?? null
    await dying('after', (ctx) => savePolicy(ctx, { ref, base, draft: null }))
    await reconcileIntents(later())
    expect(await lastOf(ref, 'permissions.delete')).toMatchObject({ by: 'cwp-engineer', outcome: 'done' })
  })

  it('is settled for the policy of a registry, too', async () => {
    const registry = { account: '252775557553', region: 'us-west-2' }
    const draft = MINE.replace('"Action"', '"Resource":"*","Action"')
    const saving = (ctx: Context) => saveRegistryPolicy(ctx, { ref: registry, base: null, draft })
    await dying('after', saving, portal.as('ops-reviewer'))
    await reconcileIntents(later())
    const [record] = await listActivity(portal.as('ops-reviewer'), { ref: registry })
    expect(record).toMatchObject({ author: 'ops-reviewer', action: 'permissions.save', outcome: 'done' })
  })

  it('is settled by one of several processes', async () => {
    const ref = await portal.newRepository()
    await dying('after', saving(ref))
    await Promise.all([reconcileIntents(later()), reconcileIntents(later()), reconcileIntents(later())])
    const outcomes = await listActivity(portal.as('ops-reviewer'), { ref, action: 'permissions.save' })
    expect(outcomes).toHaveLength(1)
    expect(await verdictOf(later())).toMatchObject({ ok: true })
  })

  it('waits for AWS, and for its own process while that may still be at work', async () => {
    const ref = await portal.newRepository()
    await dying('after', saving(ref))
    await reconcileIntents({ ...later(), now: () => new Date() })
    expect(await lastOf(ref, 'permissions.save')).toBeUndefined()
    await addFault(portal.endpoint, { fault: 'server-error', operation: 'GetRepositoryPolicy' })
    await reconcileIntents(later())
    expect(await lastOf(ref, 'permissions.save')).toBeUndefined()
    await clearFaults(portal.endpoint)
    await reconcileIntents(later())
    expect(await lastOf(ref, 'permissions.save')).toMatchObject({ outcome: 'done' })
  })

  describe('of a new repository', () => {
    const creating =
      (name: string) =>
      (ctx: Context): Promise<unknown> =>
        createRepository(ctx, {
          registries: [{ account: '252775557553', region: 'us-west-2' }],
          name,
          mutability: 'IMMUTABLE_WITH_EXCLUSION',
          exclusionFilters: ['dev-*'],
          scanOnPush: true,
          encryption: 'AES256',
        })
    const refOf = (name: string) => ({ account: '252775557553', region: 'us-west-2', name })

    it('is done when it is there as it was wanted', async () => {
      await dying('after', creating('cwp/cut-off-after'))
      await reconcileIntents(later())
      expect(await lastOf(refOf('cwp/cut-off-after'), 'repository.create')).toMatchObject({ outcome: 'done' })
    })

    it('is failed when it is not there', async () => {
      await dying('before', creating('cwp/cut-off-before'))
      await reconcileIntents(later())
      expect(await lastOf(refOf('cwp/cut-off-before'), 'repository.create')).toMatchObject({
        outcome: 'failed',
        error: expect.stringContaining('it doesn’t exist'),
      })
    })

    it('is unknown when one of this name is there that is another', async () => {
      await dying('before', creating('cwp/fluentd-elasticsearch-aws'))
      await reconcileIntents(later())
      expect(await lastOf(refOf('cwp/fluentd-elasticsearch-aws'), 'repository.create')).toMatchObject({
        outcome: 'unknown',
        error: expect.stringContaining('but it is older'),
      })
    })

    it('is not called failed when AWS carried it out and the answer was lost', async () => {
      await addFault(portal.endpoint, { fault: 'lost-answer', operation: 'CreateRepository', times: 1 })
      await creating('cwp/answer-lost')(engineer())
      expect(await lastOf(refOf('cwp/answer-lost'), 'repository.create')).toBeUndefined()
      await reconcileIntents(later())
      expect(await lastOf(refOf('cwp/answer-lost'), 'repository.create')).toMatchObject({ outcome: 'done' })
    })
  })

  describe('of settings', () => {
    /** Records a change that is about to be made, and no more. */
    async function intend({ ref, before, after }: { ref: RepositoryRef; before: string; after: string }) {
      const { db, actor, now } = engineer()
      await append(await db(), {
        at: now(),
        actorId: actor.id,
        actorName: actor.name,
        action: 'settings.save',
        outcome: 'intended',
        intentId: null,
        account: ref.account,
        region: ref.region,
        repository: ref.name,
        requestId: null,
        reason: null,
        before,
        after,
        error: null,
        awsRequestId: null,
      })
    }

    async function changing(when: 'before' | 'after'): Promise<RepositoryRef> {
      const ref = await portal.newRepository()
      const base = await getRepository(engineer(), ref)
      await dying(when, (ctx) =>
        saveSettings(ctx, { ref, base, mutability: 'IMMUTABLE', exclusionFilters: [], scanOnPush: false }),
      )
      return ref
    }

    it.each([
      ['after', 'done'],
      ['before', 'failed'],
    ] as const)('cut off %s the write is %s', async (when, outcome) => {
      const ref = await changing(when)
      await reconcileIntents(later())
      expect(await lastOf(ref, 'settings.save')).toMatchObject({ by: 'cwp-engineer', outcome })
    })

    it.each([
      ['tags MUTABLE', 'tags IMMUTABLE', 'failed'],
      ['tags IMMUTABLE', 'tags MUTABLE', 'done'],
      ['tags IMMUTABLE', 'tags MUTABLE_WITH_EXCLUSION except dev-*', 'unknown'],
      ['scan on push off', 'scan on push on', 'failed'],
      ['scan on push on', 'scan on push off', 'done'],
    ])('recorded in words by an older version, from “%s” to “%s”, is %s', async (before, after, outcome) => {
      const ref = await portal.newRepository()
      await intend({ ref, before, after })
      await reconcileIntents(later())
      expect(await lastOf(ref, 'settings.save')).toMatchObject({ by: 'cwp-engineer', outcome })
    })

    it('is unknown when they are something else by now', async () => {
      const ref = await changing('before')
      const base = await getRepository(engineer(), ref)
      const other = { mutability: 'MUTABLE_WITH_EXCLUSION', exclusionFilters: ['dev-*'], scanOnPush: false }
      await saveSettings(engineer(), { ref, base, ...other })
      await reconcileIntents(later())
      expect(await lastOf(ref, 'settings.save')).toMatchObject({ outcome: 'unknown' })
    })
  })

  it.each([
    ['before', 'failed'],
    ['after', 'done'],
  ] as const)('of a grant, %s its write, is settled as %s, and “apply” ends it', async (when, outcome) => {
    const ref = await portal.newRepository()
    const ops = portal.as('ops-reviewer')
    const { Statement } = JSON.parse(MINE)
    const proposal = proposing(Statement[0])
    const id = await createRequest(engineer(), asking(ref, { proposal }))
    await dying(
      when,
      (ctx) => decideRequest(ctx, { id, decision: 'grant-and-apply', reviewed: null, proposal }),
      ops,
    )
    await reconcileIntents(later())
    expect(await lastOf(ref, 'permissions.save')).toMatchObject({ by: 'ops-reviewer', outcome })
    const reviewed = (await getPolicy(ops, ref)) ?? null
    await decideRequest(ops, { id, decision: 'apply', reviewed, proposal })
    expect(await getPolicy(ops, ref)).toContain('120744138334')
  })
})
