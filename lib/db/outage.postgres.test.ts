import { randomUUID } from 'node:crypto'
import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { listActivity } from '@/lib/audit/list-activity'
import type { Context } from '@/lib/context'
import { attempt, toPortalError } from '@/lib/errors/portal-error'
import { findRepositories } from '@/lib/inventory/find-repositories'
import { closeInventory, getFilledInventory } from '@/lib/inventory/get-inventory'
import { parseQuery } from '@/lib/inventory/query'
import { getPolicy } from '@/lib/permissions/get-policy'
import { outsideChangeSeenAt } from '@/lib/permissions/policy-history'
import { savePolicy } from '@/lib/permissions/save-policy'
import { duringWrite, outsider, policyFor } from '@/lib/permissions/test-outside'
import { createRepository } from '@/lib/repositories/create-repository'
import { getRepository } from '@/lib/repositories/get-repository'
import { listImages } from '@/lib/repositories/list-images'
import { saveSettings } from '@/lib/repositories/save-settings'
import { countWaitingRequests } from '@/lib/requests/count-waiting'
import { createRequest } from '@/lib/requests/create-request'
import { decideRequest } from '@/lib/requests/decide-request'
import { listRequests, requireRequest } from '@/lib/requests/list-requests'
import { asking, proposing } from '@/lib/requests/test-request'
import { startTestPortal, type TestPortal } from '@/lib/testing/portal'
import { startCluster } from '@/lib/tools/launch/cluster.mjs'
import { closeDb, getDb } from './db'
import { isDbReady } from './is-ready'

const REGISTRY = { account: '252775557553', region: 'us-west-2' }

let cluster: Awaited<ReturnType<typeof startCluster>>
let portal: TestPortal
let isDown = false

beforeAll(async () => {
  cluster = await startCluster()
  process.env.TEST_POSTGRES_URL = cluster.url
  portal = await startTestPortal()
})
afterAll(async () => {
  await comeBack()
  await portal.close()
  await cluster.remove()
})
beforeEach(comeBack)

async function fail() {
  isDown = true
  await cluster.crash()
}

async function comeBack() {
  if (isDown) await cluster.start()
  isDown = false
}

/** The context of somebody whose calls to AWS for writing are counted. */
function counting(ctx: Context) {
  const sent = { writes: 0 }
  const counted = duringWrite(ctx, (send) => {
    sent.writes += 1
    return send()
  })
  return { ctx: counted, sent }
}

const proposal = proposing(JSON.parse(policyFor('120744138334')).Statement[0])

async function whyNot(work: Promise<unknown>) {
  const error = await work.then(
    () => undefined,
    (reason: unknown) => reason,
  )
  return toPortalError(error, 'writing')
}

describe('while the database is down', () => {
  const ctx = () => portal.as('cwp-engineer')

  it('repositories are found and shown, with what AWS says about them now', async () => {
    const ref = await portal.newRepository()
    await outsider(portal.endpoint).save(ref, policyFor('120744138334'))
    await getFilledInventory()
    await fail()
    const inventory = await getFilledInventory()
    const found = findRepositories(inventory.registries(), ctx().accounts, parseQuery({ q: ref.name }))
    expect(found.repositories).toBeGreaterThan(0)
    expect(await getRepository(ctx(), ref)).toMatchObject({ name: ref.name })
    expect(await listImages(ctx(), ref)).toEqual([])
    expect(await getPolicy(ctx(), ref)).toContain('120744138334')
  })

  it('what only the database knows is shown as unavailable, and takes no page down', async () => {
    const ref = await portal.newRepository()
    await fail()
    const later = { ...ctx(), now: () => new Date(Date.now() + 3000) }
    expect(await countWaitingRequests(later)).toBeUndefined()
    expect(await outsideChangeSeenAt(ctx(), ref)).toBeUndefined()
    const readings = [
      attempt<unknown>(listActivity(ctx(), { ref })),
      attempt<unknown>(listRequests(ctx(), { state: 'all', page: 1 })),
      attempt<unknown>(requireRequest(ctx(), 1)),
    ]
    for (const reading of readings)
      expect(await reading).toMatchObject({
        code: 'database-unavailable',
        message: 'The portal’s database isn’t responding, so this can’t be shown. Try again in a minute.',
      })
    expect(await isDbReady()).toBe(false)
  })

  it('no change is made in AWS, because none can be recorded, and the person is told so', async () => {
    const ref = await portal.newRepository()
    const id = await createRequest(ctx(), asking(ref, { proposal }))
    const { ctx: mine, sent } = counting(ctx())
    const { ctx: reviewer, sent: sentByOps } = counting(portal.as('ops-reviewer'))
    await fail()
    const name = `cwp/not-made-${randomUUID()}`
    const wanted = { mutability: 'MUTABLE', scanOnPush: false, encryption: 'AES256' }
    const [creation] = await createRepository(mine, { ...wanted, registries: [REGISTRY], name })
    expect(creation).toMatchObject({
      outcome: 'failed',
      message:
        'The portal’s database isn’t responding, so this change couldn’t be recorded and was not made in AWS. Try again in a minute.',
    })
    const base = { mutability: 'MUTABLE', mutabilityExclusions: [], scanOnPush: false }
    await expect(
      saveSettings(mine, { ref, mutability: 'IMMUTABLE', exclusionFilters: [], scanOnPush: true, base }),
    ).rejects.toMatchObject({
      code: 'database-unavailable',
      message: expect.stringContaining('was not made in AWS'),
    })
    for (const refused of [
      whyNot(savePolicy(mine, { ref, base: null, draft: policyFor('120744138334') })),
      whyNot(createRequest(mine, asking(ref, { proposal }))),
      whyNot(decideRequest(reviewer, { id, decision: 'grant-and-apply', reviewed: null, proposal })),
    ])
      expect(await refused).toMatchObject({
        code: 'database-unavailable',
        message: expect.stringContaining('couldn’t be recorded and was not done'),
      })
    expect(sent.writes + sentByOps.writes).toBe(0)
    await expect(outsider(portal.endpoint).read(ref)).rejects.toThrow('does not exist')
    expect(await getRepository(ctx(), ref)).toMatchObject(base)
    expect(await getRepository(ctx(), { ...REGISTRY, name })).toBeUndefined()
  })

  it('a process that starts then reads AWS, and opens the database when it is there', async () => {
    closeInventory()
    await closeDb()
    await fail()
    await expect(getDb()).rejects.toMatchObject({ code: 'ECONNREFUSED' })
    const inventory = await getFilledInventory()
    expect(
      findRepositories(inventory.registries(), ctx().accounts, parseQuery({ q: 'cwp/' })).repositories,
    ).toBeGreaterThan(0)
    await comeBack()
    expect(await isDbReady()).toBe(true)
    expect(
      await createRequest(ctx(), asking({ ...REGISTRY, name: 'cwp/consul' }, { proposal })),
    ).toBeGreaterThan(1000)
  })
})

describe('when the database is back', () => {
  it('everything goes on without a restart', async () => {
    const ref = await portal.newRepository()
    const ctx = portal.as('cwp-engineer')
    await fail()
    await whyNot(createRequest(ctx, asking(ref, { proposal })))
    await comeBack()
    expect(await isDbReady()).toBe(true)
    const id = await createRequest(ctx, asking(ref, { proposal }))
    await decideRequest(portal.as('ops-reviewer'), {
      id,
      decision: 'grant-and-apply',
      reviewed: null,
      proposal,
    })
    expect(await getPolicy(ctx, ref)).toContain('120744138334')
    expect(await countWaitingRequests(ctx)).toBe(
      (await listRequests(ctx, { state: 'waiting', page: 1 })).requests.length,
    )
  })

  it('an interrupted grant stays granted, says so, and can be applied', async () => {
    const ref = await portal.newRepository()
    const id = await createRequest(portal.as('cwp-engineer'), asking(ref, { proposal }))
    const ops = portal.as('ops-reviewer')
    const { aws } = ops
    // What asks AWS first in a grant has the request granted, and nothing written yet.
    const failing: Context = {
      ...ops,
      aws: {
        ecr(...of) {
          const client = aws.ecr(...of)
          client.middlewareStack.add(
            (next) => async (request) => {
              if (!isDown) await fail()
              return next(request)
            },
            { step: 'initialize' },
          )
          return client
        },
      },
    }
    expect(
      await whyNot(decideRequest(failing, { id, decision: 'grant-and-apply', reviewed: null, proposal })),
    ).toMatchObject({
      code: 'database-unavailable',
      message: expect.stringMatching(
        /was not.* Request #\d+ had already been granted .* still shows as granted/,
      ),
    })
    await expect(outsider(portal.endpoint).read(ref)).rejects.toThrow('does not exist')
    await comeBack()
    expect(await requireRequest(ops, id)).toMatchObject({ status: 'granted' })
  })

  it('has lost no connection to broken transactions', async () => {
    const db = await getDb()
    let broken = false
    const transactions = Array.from({ length: 25 }, () =>
      db.transaction(async (tx) => {
        await tx.execute(sql`select 1`)
        const isFirst = !broken
        broken = true
        if (isFirst) await fail()
        await tx.execute(sql`select 1`)
      }),
    )
    const ends = await Promise.allSettled(transactions)
    expect(ends.every(({ status }) => status === 'rejected')).toBe(true)
    await comeBack()
    await Promise.all(Array.from({ length: 25 }, () => db.transaction((tx) => tx.execute(sql`select 1`))))
  })
})
