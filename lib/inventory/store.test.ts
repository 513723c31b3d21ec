import { eq, sql } from 'drizzle-orm'
import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type Registry, registryKey } from '@/lib/accounts/registry'
import { type Db, openDb } from '@/lib/db/db'
import { registryCopies, repositoryChanges } from '@/lib/db/schema'
import { PortalError } from '@/lib/errors/portal-error'
import type { Repository } from '@/lib/repositories/model'
import { newTestDatabase } from '@/lib/testing/database'
import { fromStored, toColumns, toStored } from './columns'
import { type InventoryStore, openStore } from './store'
import { inventoryByHand, repository } from './test-inventory'

const OREGON = { account: '012345678901', region: 'us-west-2' }
const FRANKFURT = { account: '012345678901', region: 'eu-central-1' }

let db: Db

beforeAll(async () => {
  const database = await newTestDatabase()
  const opened = await openDb({ url: database.url, directory: database.embedded })
  db = opened.db
  return async () => {
    await opened.close()
    await database.drop()
  }
})
beforeEach(async () => {
  await db.delete(registryCopies)
  await db.delete(repositoryChanges)
})

/** A process of the portal. All of them have one database; its clock and this one's are the same. */
function startProcess(holder: string) {
  const store = openStore(async () => db)
  const started = inventoryByHand({
    registries: [OREGON, FRANKFURT],
    store,
    holder,
    now: Date.now,
    random: () => 0,
  })
  return { ...started, store, holder }
}

type Process = ReturnType<typeof startProcess>

function named(registry: Registry, ...names: string[]): Repository[] {
  return names.map((name) => repository(registry, name))
}

/** Two readings of a registry never begin in one millisecond; those of a test could. */
async function clockGoesOn(): Promise<void> {
  const before = Date.now()
  while (Date.now() === before) await db.execute(sql`select 1`)
}

async function readAll({ inventory, next }: Process, ...oregon: string[]): Promise<void> {
  await clockGoesOn()
  const refreshed = inventory.refreshAll()
  ;(await next(OREGON)).end(named(OREGON, ...oregon))
  ;(await next(FRANKFURT)).end([])
  await refreshed
}

/** As if the database's clock had gone on: every lease has expired. */
async function leasesExpire(): Promise<void> {
  await db
    .update(registryCopies)
    .set({ leasedUntil: sql`${registryCopies.leasedUntil} - interval '31 seconds'` })
}

async function storedNames(registry: Registry): Promise<string | undefined> {
  return (await openStore(async () => db).columns(registry))?.columns.names
}

async function acquireOne(store: InventoryStore, registry: Registry, holder: string) {
  return (await store.acquire([registry], holder)).get(registryKey(registry))
}

describe('two processes of the portal on one database', () => {
  it('read a registry one at a time, and the other takes over what was read', async () => {
    const one = startProcess('one')
    const two = startProcess('two')
    const refreshed = one.inventory.refreshAll()
    const oregon = await one.next(OREGON)
    const frankfurt = await one.next(FRANKFURT)
    await two.inventory.refreshAll()
    expect(two.begun).toEqual([])
    expect(two.status(OREGON).reading).toBe('elsewhere')
    await two.inventory.load()
    await two.inventory.refreshDue()
    expect(two.begun).toEqual([])
    oregon.end(named(OREGON, 'a1', 'a2'))
    frankfurt.end([])
    await refreshed
    await two.inventory.load()
    expect(two.names(OREGON)).toEqual(['a1', 'a2'])
    expect(two.status(OREGON)).toMatchObject({ repositories: 2, readAt: expect.any(Number) })
    expect(two.status(OREGON).reading).toBeUndefined()
    await two.inventory.refreshDue()
    expect(two.begun).toEqual([])
  })

  it('read the registries side by side when each has the lease of another one', async () => {
    const one = startProcess('one')
    const two = startProcess('two')
    await two.store.acquire([FRANKFURT], 'two')
    const refreshed = one.inventory.refreshAll()
    ;(await one.next(OREGON)).end([])
    await refreshed
    expect(one.begun.map(({ registry }) => registry)).toEqual([OREGON])
    expect(one.status(FRANKFURT).reading).toBe('elsewhere')
  })

  it('take over at once what a process leaves, and nothing that then fails is stored as the registry’s failure', async () => {
    const one = startProcess('one')
    const two = startProcess('two')
    const refreshed = one.inventory.refreshAll()
    const [oregon, frankfurt] = [await one.next(OREGON), await one.next(FRANKFURT)]
    expect((await two.store.acquire([OREGON], 'two')).size).toBe(0)
    await one.store.release('one')
    expect((await two.store.acquire([OREGON], 'two')).size).toBe(1)
    oregon.fail(new PortalError('aws-unavailable', 'It was stopped.'))
    frankfurt.fail(new PortalError('aws-unavailable', 'It was stopped.'))
    await refreshed
    await one.store.release('one')
    const stored = await two.store.list()
    expect(stored.map(({ failure }) => failure)).toEqual([undefined, undefined])
    expect(stored.map(({ holder }) => holder ?? 'nobody').sort()).toEqual(['nobody', 'two'])
  })

  it('keep the index of a registry in which the other found nothing different', async () => {
    const one = startProcess('one')
    const two = startProcess('two')
    await readAll(one, 'a1')
    await two.inventory.load()
    const index = two.index(OREGON)
    const before = two.status(OREGON).readAt
    await readAll(one, 'a1')
    const [row] = await db.select().from(registryCopies).where(eq(registryCopies.region, OREGON.region))
    expect(row?.version).toBe(1)
    await two.inventory.load()
    expect(two.index(OREGON)).toBe(index)
    expect(two.status(OREGON).readAt).toBeGreaterThan(before ?? Number.NaN)
    await readAll(one, 'a1', 'a2')
    await two.inventory.load()
    expect(two.names(OREGON)).toEqual(['a1', 'a2'])
  })

  it('see each other’s writes', async () => {
    const one = startProcess('one')
    const two = startProcess('two')
    await readAll(one, 'a1')
    await two.inventory.load()
    await one.inventory.put(repository(OREGON, 'made', { kmsKey: 'alias/x', createdAt: 7 }))
    expect(one.names(OREGON)).toEqual(['a1', 'made'])
    await two.inventory.load()
    expect(two.names(OREGON)).toEqual(['a1', 'made'])
    expect(two.index(OREGON)).toEqual(one.index(OREGON))
  })

  it('see a write also when the other’s reading began before it and missed it', async () => {
    const one = startProcess('one')
    const two = startProcess('two')
    const refreshed = two.inventory.refreshAll()
    const oregon = await two.next(OREGON)
    await one.inventory.put(repository(OREGON, 'made'))
    oregon.end(named(OREGON, 'a1'))
    ;(await two.next(FRANKFURT)).end([])
    await refreshed
    await two.inventory.load()
    expect(two.names(OREGON)).toEqual(['a1', 'made'])
    await one.inventory.load()
    expect(one.names(OREGON)).toEqual(['a1', 'made'])
    const restarted = startProcess('restarted')
    await restarted.inventory.load()
    expect(restarted.names(OREGON)).toEqual(['a1', 'made'])
  })

  it('see each other’s failures, with the copy that stays', async () => {
    const one = startProcess('one')
    const two = startProcess('two')
    await readAll(one, 'a1')
    await clockGoesOn()
    const refreshed = one.inventory.refreshAll()
    ;(await one.next(OREGON)).fail(new PortalError('aws-denied', 'AWS said no.'))
    ;(await one.next(FRANKFURT)).end([])
    await refreshed
    await two.inventory.load()
    expect(two.names(OREGON)).toEqual(['a1'])
    expect(two.status(OREGON)).toMatchObject({ failure: { code: 'aws-denied', message: 'AWS said no.' } })
    expect(two.status(FRANKFURT).failure).toBeUndefined()
  })
})

describe('a restart', () => {
  it('is searchable before any reading', async () => {
    await readAll(startProcess('one'), 'a1', 'a2')
    const restarted = startProcess('restarted')
    await restarted.inventory.load()
    expect(restarted.names(OREGON)).toEqual(['a1', 'a2'])
    expect(restarted.status(FRANKFURT)).toMatchObject({ repositories: 0, readAt: expect.any(Number) })
    await restarted.inventory.refreshDue()
    expect(restarted.begun).toEqual([])
  })

  it('finds writes that no reading has seen yet', async () => {
    const one = startProcess('one')
    await readAll(one, 'a1')
    await one.inventory.put(repository(OREGON, 'made'))
    const restarted = startProcess('restarted')
    await restarted.inventory.load()
    expect(restarted.names(OREGON)).toEqual(['a1', 'made'])
  })

  it('does not bring back what a later reading saw to be gone', async () => {
    const one = startProcess('one')
    await one.inventory.put(repository(OREGON, 'gone'))
    const [change] = await db.select().from(repositoryChanges)
    await db.update(repositoryChanges).set({ at: sql`${repositoryChanges.at} - interval '1 second'` })
    await readAll(one, 'a1')
    expect(await db.select().from(repositoryChanges)).toEqual([])
    // As if the process had died between keeping its copy and clearing away what that replaces.
    await db.insert(repositoryChanges).values({
      ...OREGON,
      repository: repository(OREGON, 'gone'),
      at: sql`${change?.at}::timestamptz - interval '1 second'`,
    })
    const restarted = startProcess('restarted')
    await restarted.inventory.load()
    expect(restarted.names(OREGON)).toEqual(['a1'])
  })

  it('keeps the writes to other registries when one was read', async () => {
    const one = startProcess('one')
    await one.inventory.put(repository(FRANKFURT, 'made'))
    await db.update(repositoryChanges).set({ at: sql`${repositoryChanges.at} - interval '1 second'` })
    const refreshed = one.inventory.refreshAll()
    ;(await one.next(OREGON)).end([])
    ;(await one.next(FRANKFURT)).fail(new PortalError('throttled', 'Later.'))
    await refreshed
    const restarted = startProcess('restarted')
    await restarted.inventory.load()
    expect(restarted.names(FRANKFURT)).toEqual(['made'])
  })
})

describe('a lease', () => {
  it('of a process that died is taken over when it has run out, and not before', async () => {
    const died = startProcess('died')
    void died.inventory.refreshAll()
    await died.next(OREGON)
    await died.next(FRANKFURT)
    const heir = startProcess('heir')
    await heir.inventory.load()
    await heir.inventory.refreshDue()
    expect(heir.begun).toEqual([])
    await leasesExpire()
    await heir.inventory.load()
    expect(heir.status(OREGON).reading).toBeUndefined()
    const refreshed = heir.inventory.refreshDue()
    ;(await heir.next(OREGON)).end(named(OREGON, 'a1'))
    ;(await heir.next(FRANKFURT)).end([])
    await refreshed
    expect(await storedNames(OREGON)).toBe('a1')
  })

  it('that was lost does not let its process overwrite what was read after it', async () => {
    const slow = startProcess('slow')
    const refreshed = slow.inventory.refreshAll()
    const oregon = await slow.next(OREGON)
    const frankfurt = await slow.next(FRANKFURT)
    await leasesExpire()
    await readAll(startProcess('quick'), 'new')
    oregon.end(named(OREGON, 'old'))
    frankfurt.fail(new PortalError('aws-unavailable', 'Too slow.'))
    await refreshed
    expect(await storedNames(OREGON)).toBe('new')
    expect(slow.names(OREGON)).toEqual(['old'])
    const other = startProcess('other')
    await other.inventory.load()
    expect(other.status(FRANKFURT).failure).toBeUndefined()
    await slow.inventory.load()
    expect(slow.names(OREGON)).toEqual(['new'])
  })

  it('that was lost while another process still reads ends neither', async () => {
    const store = openStore(async () => db)
    const lost = await acquireOne(store, OREGON, 'slow')
    await leasesExpire()
    await store.acquire([OREGON], 'quick')
    expect(await store.save(OREGON, 'slow', lost?.startedAt ?? 0, toColumns([]))).toBeUndefined()
    await store.saveFailure(OREGON, 'slow', { code: 'throttled', message: 'Later.', at: 1 })
    expect(await store.list()).toMatchObject([{ holder: 'quick', failure: undefined, readAt: undefined }])
  })

  it('is renewed by its own process', async () => {
    const store = openStore(async () => db)
    expect(await acquireOne(store, OREGON, 'one')).toMatchObject({ version: 0 })
    expect(await acquireOne(store, OREGON, 'one')).toMatchObject({ version: 0 })
    expect(await acquireOne(store, OREGON, 'two')).toBeUndefined()
    expect(await acquireOne(store, FRANKFURT, 'two')).toMatchObject({ version: 0 })
    expect([...(await store.acquire([OREGON, FRANKFURT], 'two')).keys()]).toEqual([registryKey(FRANKFURT)])
  })

  it('never makes a write of the same moment look older than the reading that misses it', async () => {
    for (let time = 0; time < 25; time += 1)
      // In a transaction all of it happens at one moment of the database's clock.
      await db.transaction(async (tx) => {
        const store = openStore(async () => tx)
        const lease = await acquireOne(store, OREGON, 'one')
        const at = await store.addChange(repository(OREGON, `made-${time}`))
        expect(at).toBeGreaterThanOrEqual(lease?.startedAt ?? Number.NaN)
        await store.save(OREGON, 'one', lease?.startedAt ?? 0, toColumns([]))
        expect(await store.changes()).toMatchObject([{ repository: { name: `made-${time}` } }])
      })
  })
})

describe('what the database keeps of a registry', () => {
  it('is exactly what was read', async () => {
    const all = [
      repository(OREGON, 'a1', { createdAt: undefined }),
      repository(OREGON, 'b/c.d_e-f', {
        createdAt: 1_700_000_000_123,
        mutability: 'IMMUTABLE_WITH_EXCLUSION',
        mutabilityExclusions: ['latest', 'dev-*'],
        scanOnPush: true,
        encryption: 'KMS',
        kmsKey: 'arn:aws:kms:us-west-2:012345678901:key/1',
      }),
    ]
    const store = openStore(async () => db)
    const lease = await acquireOne(store, OREGON, 'one')
    expect(await store.save(OREGON, 'one', lease?.startedAt ?? 0, toColumns(all))).toBe(1)
    expect(await store.columns(OREGON)).toEqual({
      columns: fromStored(JSON.parse(JSON.stringify(toStored(toColumns(all))))),
      version: 1,
    })
    expect(await store.list()).toEqual([
      {
        registry: OREGON,
        version: 1,
        startedAt: lease?.startedAt,
        readAt: expect.any(Number),
        failure: undefined,
        holder: undefined,
      },
    ])
    expect(await store.columns(FRANKFURT)).toBeUndefined()
  })
})
