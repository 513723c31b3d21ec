import { randomUUID } from 'node:crypto'
import { count, sql } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { timesDone } from '@/lib/audit/test-records'
import type { Context } from '@/lib/context'
import { openStore } from '@/lib/inventory/store'
import { inventoryByHand, repository } from '@/lib/inventory/test-inventory'
import { getPolicy } from '@/lib/permissions/get-policy'
import { savePolicy } from '@/lib/permissions/save-policy'
import { policyFor } from '@/lib/permissions/test-outside'
import type { RepositoryRef } from '@/lib/repositories/reference'
import { createRequest } from '@/lib/requests/create-request'
import { decideRequest } from '@/lib/requests/decide-request'
import { requireRequest } from '@/lib/requests/list-requests'
import { asking, proposing } from '@/lib/requests/test-request'
import { newTestDatabase } from '@/lib/testing/database'
import { startTestPortal, type TestPortal } from '@/lib/testing/portal'
import { type OpenDb, openDb } from './db'
import { auditRecords } from './schema'

const REGISTRY = { account: '252775557553', region: 'us-west-2' }
const ROUNDS = Array.from({ length: 20 }, (_, round) => round)

describe('several processes on an empty database', () => {
  it('migrate its schema once, and all of them can use it', async () => {
    const database = await newTestDatabase()
    const opened = await Promise.all([1, 2, 3, 4].map(() => openDb(database)))
    const applied = await Promise.all(
      opened.map(({ db }) => db.execute(sql`select created_at from drizzle.__drizzle_migrations`)),
    )
    const { rows } = Object(applied[0])
    expect(new Set(rows.map(({ created_at }: { created_at: string }) => created_at)).size).toBe(rows.length)
    expect(rows.length).toBeGreaterThan(0)
    for (const { db } of opened)
      expect(await db.select({ times: count() }).from(auditRecords)).toEqual([{ times: 0 }])
    await Promise.all(opened.map(({ close }) => close()))
    await database.drop()
  })
})

describe('two processes on one database', () => {
  let portal: TestPortal
  let processes: OpenDb[]
  beforeAll(async () => {
    portal = await startTestPortal()
    const where = { url: process.env.DATABASE_URL, directory: '' }
    processes = [await openDb(where), await openDb(where)]
  })
  afterAll(async () => {
    await Promise.all(processes.map(({ close }) => close()))
    await portal.close()
  })

  /** What a person has in each of the processes: connections of its own. */
  function inEach(user: 'cwp-engineer' | 'ops-reviewer'): Context[] {
    return processes.map(({ db }) => ({ ...portal.as(user), db: async () => db }))
  }

  const times = async (ref: RepositoryRef, action: string) =>
    timesDone(await portal.as('ops-reviewer').db(), ref, action)

  it('give a registry’s lease to only one of them', async () => {
    for (const round of ROUNDS) {
      const registry = { account: '012345678901', region: `round-${round}` }
      const leases = await Promise.all(
        [...processes, ...processes, ...processes].map(({ db }, holder) =>
          openStore(async () => db).acquire([registry], `${round}-${holder}`),
        ),
      )
      expect(leases.filter(({ size }) => size > 0)).toHaveLength(1)
    }
  })

  it('see what the other one has written', async () => {
    const [one, other] = processes.map(({ db }, holder) =>
      inventoryByHand({
        registries: [REGISTRY],
        store: openStore(async () => db),
        holder: `process-${holder}`,
        now: Date.now,
        random: () => 0,
      }),
    )
    await one?.inventory.put(repository(REGISTRY, 'made-in-one'))
    await other?.inventory.load()
    expect(other?.names(REGISTRY)).toContain('made-in-one')
  })

  it('apply a request once, whichever is asked', async () => {
    const proposal = proposing(JSON.parse(policyFor('120744138334')).Statement[0])
    for (const _ of ROUNDS) {
      const ref = await portal.newRepository()
      const id = await createRequest(portal.as('cwp-engineer'), asking(ref, { proposal }))
      const grants = await Promise.allSettled(
        inEach('ops-reviewer').map((ctx) =>
          decideRequest(ctx, { id, decision: 'grant-and-apply', reviewed: null, proposal }),
        ),
      )
      expect(grants.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
      expect(await requireRequest(portal.as('ops-reviewer'), id)).toMatchObject({ status: 'granted' })
      expect([await times(ref, 'request.grant'), await times(ref, 'permissions.save')]).toEqual([1, 1])
    }
  })

  it('store a submission once, whichever it reaches', async () => {
    for (const _ of ROUNDS) {
      const submission = randomUUID()
      const asked = {
        submission,
        ...REGISTRY,
        repository: 'cwp/consul',
        awsUserName: 'release-bot',
        action: 'ecr:BatchGetImage',
        error: '',
        why: 'The build needs it.',
      }
      const ids = await Promise.all(inEach('cwp-engineer').map((ctx) => createRequest(ctx, asked)))
      expect(new Set(ids).size).toBe(1)
    }
  })

  it('save a policy in turn, and never overwrite each other', async () => {
    const ref = await portal.newRepository()
    let base: string | null = null
    for (const round of ROUNDS) {
      const drafts = [policyFor('120744138334', `One${round}`), policyFor('872569379934', `Other${round}`)]
      const savings = await Promise.all(
        inEach('cwp-engineer').map((ctx, at) => savePolicy(ctx, { ref, base, draft: drafts[at] ?? null })),
      )
      expect(savings.map(({ outcome }) => outcome).sort()).toEqual(['conflict', 'saved'])
      base = (await getPolicy(portal.as('cwp-engineer'), ref)) ?? null
      expect(base).toContain(savings[0]?.outcome === 'saved' ? `One${round}` : `Other${round}`)
    }
    expect(await times(ref, 'permissions.save')).toBe(ROUNDS.length)
    expect(await times(ref, 'permissions.outside')).toBe(0)
  })
})
