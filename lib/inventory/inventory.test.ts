import { setImmediate as everythingElse } from 'node:timers/promises'
import { describe, expect, it, vi } from 'vitest'
import { PortalError } from '@/lib/errors/portal-error'
import { countOf } from './columns'
import { stateOf } from './model'
import type { InventoryStore } from './store'
import { inventoryByHand, namesIn, repository, storeInMemory } from './test-inventory'

const OREGON = { account: '111111111111', region: 'us-west-2' }
const FRANKFURT = { account: '111111111111', region: 'eu-central-1' }
const MINUTE = 60_000

/** An inventory of two registries, with a clock and chance that the test holds. */
function open(wrap: (store: InventoryStore) => InventoryStore = (store) => store) {
  const clock = { now: 1_000_000, random: 0 }
  const memory = storeInMemory(() => clock.now)
  const store = wrap(memory)
  const leaving = new AbortController()
  const opened = start(store, 'this')
  function start(of: InventoryStore, holder: string) {
    return inventoryByHand({
      registries: [OREGON, FRANKFURT],
      store: of,
      stopping: leaving.signal,
      holder,
      now: () => clock.now,
      random: () => clock.random,
    })
  }
  return { ...opened, clock, store, memory, leaving, again: (holder: string) => start(store, holder) }
}

type Opened = ReturnType<typeof open>

async function readAll({ inventory, next }: Pick<Opened, 'inventory' | 'next'>, oregon: string[] = []) {
  const refreshed = inventory.refreshAll()
  ;(await next(OREGON)).end(oregon.map((name) => repository(OREGON, name)))
  ;(await next(FRANKFURT)).end([])
  await refreshed
}

/** A door that opens when the test says so. */
function door() {
  let open = () => {}
  const opened = new Promise<void>((resolve) => {
    open = resolve
  })
  return { open, opened }
}

/** The registries of which readings begin, and end at once. */
async function begunBy(opened: Opened, refresh: () => Promise<void>): Promise<string[]> {
  const before = opened.begun.length
  const refreshed = refresh()
  // What has nothing yet asks for its first rows before, one registry a turn.
  for (let turn = 0; turn < 3; turn++) await everythingElse()
  const begun = opened.begun.slice(before)
  for (const reading of begun) reading.end([])
  await refreshed
  return begun.map(({ registry }) => registry.region)
}

describe('the inventory', () => {
  it('reads every registry, and stores what it read', async () => {
    const opened = open()
    const { inventory, next, names, status, store } = opened
    expect(status(OREGON)).toEqual({ registry: OREGON, repositories: 0 })
    const refreshed = inventory.refreshAll()
    expect(status(OREGON).reading).toEqual({ pages: 0, repositories: 0 })
    ;(await next(OREGON)).end([repository(OREGON, 'a1')])
    ;(await next(FRANKFURT)).end()
    await refreshed
    expect(names(OREGON)).toEqual(['a1'])
    expect(status(OREGON)).toEqual({ registry: OREGON, repositories: 1, readAt: 1_000_000 })
    expect(status(FRANKFURT)).toEqual({ registry: FRANKFURT, repositories: 0, readAt: 1_000_000 })
    expect(countOf((await store.columns(OREGON))?.columns ?? fail())).toBe(1)
    expect(countOf((await store.columns(FRANKFURT))?.columns ?? fail())).toBe(0)
  })

  it('reads each registry once at a time, however many ask', async () => {
    const opened = open()
    const { inventory, next, begun } = opened
    const asked = [inventory.refreshAll(), inventory.refreshDue(), inventory.refreshAll()]
    ;(await next(OREGON)).end([])
    ;(await next(FRANKFURT)).end([])
    await Promise.all(asked)
    expect(begun).toHaveLength(2)
    await readAll(opened)
    expect(begun).toHaveLength(4)
  })

  it('keeps the order of the accounts file whichever registry is read first', async () => {
    const { inventory, next } = open()
    const refreshed = inventory.refreshAll()
    ;(await next(FRANKFURT)).end([])
    ;(await next(OREGON)).end([])
    await refreshed
    expect(inventory.registries().map(({ registry }) => registry)).toEqual([OREGON, FRANKFURT])
    expect(inventory.statuses().map(({ registry }) => registry)).toEqual([OREGON, FRANKFURT])
  })

  it('makes the first pages searchable while the rest arrives, and notifies subscribers of every page', async () => {
    const { inventory, next, names } = open()
    const heard: string[][] = []
    const unsubscribe = inventory.subscribe(() => heard.push(names(OREGON)))
    const refreshed = inventory.refreshAll()
    const oregon = await next(OREGON)
    heard.length = 0
    oregon.page([repository(OREGON, 'b1')])
    oregon.page([repository(OREGON, 'a1')])
    expect(heard).toEqual([['b1'], ['a1', 'b1']])
    unsubscribe()
    oregon.end([repository(OREGON, 'c1')])
    ;(await next(FRANKFURT)).end()
    await refreshed
    expect(heard).toHaveLength(2)
    expect(names(OREGON)).toEqual(['a1', 'b1', 'c1'])
  })

  it('shows the first few until a page arrives, and never in place of what it already knows', async () => {
    const { inventory, next, names, firstCome, status } = open()
    const refreshed = inventory.refreshAll()
    const oregon = await next(OREGON)
    firstCome(OREGON, [repository(OREGON, 'b1'), repository(OREGON, 'a1')])
    await vi.waitFor(() => expect(names(OREGON)).toEqual(['a1', 'b1']))
    expect(status(OREGON)).toMatchObject({ repositories: 2, reading: { pages: 0 } })
    oregon.page([repository(OREGON, 'a1')])
    firstCome(FRANKFURT, [])
    expect(names(OREGON)).toEqual(['a1'])
    oregon.end([repository(OREGON, 'c1')])
    ;(await next(FRANKFURT)).end()
    await refreshed
    void inventory.refreshAll()
    firstCome(OREGON, [repository(OREGON, 'z1')])
    await next(OREGON)
    expect(names(OREGON)).toEqual(['a1', 'c1'])
  })

  it('notifies subscribers of each start, end, failure, write and load', async () => {
    const opened = open()
    const { inventory, next, status } = opened
    let heard = 0
    inventory.subscribe(() => {
      heard += 1
    })
    async function hears(work: () => Promise<unknown>) {
      heard = 0
      await work()
      expect(heard).toBeGreaterThan(0)
    }
    await hears(() => readAll(opened))
    await hears(() => inventory.put(repository(OREGON, 'made')))
    await hears(() => inventory.load())
    const refreshed = inventory.refreshAll()
    ;(await next(FRANKFURT)).end()
    const oregon = await next(OREGON)
    await hears(async () => {
      oregon.fail(new Error('no'))
      await refreshed
    })
    expect(status(OREGON).failure).toMatchObject({ code: 'unexpected' })
  })

  it('keeps a failing registry’s last good copy and says why, and the others are read', async () => {
    const opened = open()
    const { inventory, next, names, status } = opened
    await readAll(opened, ['kept'])
    opened.clock.now += 5
    const refreshed = inventory.refreshAll()
    ;(await next(OREGON)).fail(new PortalError('aws-denied', 'AWS does not let the portal read this.'))
    ;(await next(FRANKFURT)).end([repository(FRANKFURT, 'new')])
    await refreshed
    expect(names(OREGON)).toEqual(['kept'])
    expect(status(OREGON)).toEqual({
      registry: OREGON,
      repositories: 1,
      readAt: 1_000_000,
      failure: { code: 'aws-denied', message: 'AWS does not let the portal read this.', at: 1_000_005 },
    })
    expect(names(FRANKFURT)).toEqual(['new'])
    await readAll(opened, ['back'])
    expect(names(OREGON)).toEqual(['back'])
    expect(status(OREGON).failure).toBeUndefined()
  })

  it('finishes reading the others while one doesn’t answer', async () => {
    const { inventory, next, status } = open()
    const refreshed = inventory.refreshAll()
    const silent = await next(OREGON)
    const read = new Promise<void>((resolve) => {
      inventory.subscribe(() => {
        if (status(FRANKFURT).readAt !== undefined) resolve()
      })
    })
    ;(await next(FRANKFURT)).end([repository(FRANKFURT, 'a1')])
    await read
    expect(status(OREGON).reading).toEqual({ pages: 0, repositories: 0 })
    silent.end()
    await refreshed
  })

  it('keeps the pages of a first reading that fails midway, says so, and replaces them at the next', async () => {
    const opened = open()
    const { inventory, next, names, status, clock } = opened
    const refreshed = inventory.refreshAll()
    const oregon = await next(OREGON)
    oregon.page([repository(OREGON, 'a1')])
    oregon.fail(new PortalError('aws-unavailable', 'AWS did not answer.'))
    ;(await next(FRANKFURT)).end()
    await refreshed
    expect(names(OREGON)).toEqual(['a1'])
    expect(stateOf(status(OREGON), clock.now)).toBe('incomplete')
    await readAll(opened, ['b1', 'b2'])
    expect(names(OREGON)).toEqual(['b1', 'b2'])
    expect(stateOf(status(OREGON), clock.now)).toBe('fresh')
  })

  it('never shows the text of an unexpected error', async () => {
    const { inventory, next, status } = open()
    const refreshed = inventory.refreshAll()
    ;(await next(OREGON)).fail(new TypeError('secret'))
    ;(await next(FRANKFURT)).end()
    await refreshed
    expect(status(OREGON).failure).toMatchObject({
      code: 'unexpected',
      message: expect.not.stringContaining('secret'),
    })
  })

  it('keeps the index of a registry that has not changed', async () => {
    const opened = open()
    await readAll(opened, ['a1'])
    const index = opened.index(OREGON)
    opened.clock.now += 5
    await readAll(opened, ['a1'])
    await opened.inventory.load()
    expect(opened.index(OREGON)).toBe(index)
    expect(opened.status(OREGON).readAt).toBe(1_000_005)
  })
})

describe('when registries are read again', () => {
  it.each([
    [0, 5 * MINUTE],
    [0.5, 7.5 * MINUTE],
    [1, 10 * MINUTE],
  ])('is, by chance %d, %d ms after they were read', async (random, pause) => {
    const opened = open()
    const { clock, inventory } = opened
    clock.random = random
    await readAll(opened)
    clock.now += pause - 1
    expect(await begunBy(opened, inventory.refreshDue)).toEqual([])
    clock.now += 1
    expect(await begunBy(opened, inventory.refreshDue)).toEqual([OREGON.region, FRANKFURT.region])
  })

  it.each([
    [0, 30_000],
    [1, 60_000],
  ])('is, by chance %d, %d ms after one failed, and only that one', async (random, pause) => {
    const opened = open()
    const { clock, inventory, next } = opened
    clock.random = random
    const refreshed = inventory.refreshAll()
    ;(await next(OREGON)).fail(new PortalError('throttled', 'Later.'))
    ;(await next(FRANKFURT)).end()
    await refreshed
    clock.now += pause - 1
    expect(await begunBy(opened, inventory.refreshDue)).toEqual([])
    clock.now += 1
    expect(await begunBy(opened, inventory.refreshDue)).toEqual([OREGON.region])
  })

  it('is decided once, however often the store is looked into', async () => {
    const opened = open()
    const { clock, inventory, next } = opened
    clock.random = 1
    const refreshed = inventory.refreshAll()
    ;(await next(OREGON)).fail(new PortalError('throttled', 'Later.'))
    ;(await next(FRANKFURT)).end()
    await refreshed
    clock.random = 0
    await inventory.load()
    clock.now += 59_999
    expect(await begunBy(opened, inventory.refreshDue)).toEqual([])
    clock.now += 1
    expect(await begunBy(opened, inventory.refreshDue)).toEqual([OREGON.region])
  })

  it('counts from the age of what the store has after a restart', async () => {
    const opened = open()
    await readAll(opened, ['a1'])
    opened.clock.now += 4 * MINUTE
    const restarted = { ...opened, ...opened.again('restarted') }
    await restarted.inventory.load()
    expect(await begunBy(restarted, restarted.inventory.refreshDue)).toEqual([])
    opened.clock.now += MINUTE
    expect(await begunBy(restarted, restarted.inventory.refreshDue)).toHaveLength(2)
  })

  it('is at once for a registry that was never read', async () => {
    const opened = open()
    await opened.inventory.load()
    expect(await begunBy(opened, opened.inventory.refreshDue)).toHaveLength(2)
  })
})

describe('a repository that was put', () => {
  it('is not lost by a reading that began before and misses it', async () => {
    const { inventory, next, names, index, store } = open()
    const refreshed = inventory.refreshAll()
    const oregon = await next(OREGON)
    await inventory.put(repository(OREGON, 'made'))
    await inventory.put(repository(OREGON, 'changed', { scanOnPush: true }))
    expect(names(OREGON)).toEqual(['changed', 'made'])
    oregon.end([repository(OREGON, 'old'), repository(OREGON, 'changed')])
    ;(await next(FRANKFURT)).end()
    await refreshed
    expect(names(OREGON)).toEqual(['changed', 'made', 'old'])
    expect(index(OREGON).columns.settings[0]?.scanOnPush).toBe(true)
    expect((await store.columns(OREGON))?.columns.names).toBe('changed made old')
  })

  it('does not stand against a reading that began later', async () => {
    const opened = open()
    await opened.inventory.put(repository(OREGON, 'made-and-deleted'))
    opened.clock.now += 1
    await readAll(opened)
    expect(opened.names(OREGON)).toEqual([])
    await opened.inventory.load()
    expect(opened.names(OREGON)).toEqual([])
  })

  it('is in the store after all when it was put while the reading before it was being stored', async () => {
    const saving = door()
    const release = door()
    const opened = open((store) => ({
      ...store,
      async save(...copy) {
        saving.open()
        await release.opened
        return store.save(...copy)
      },
    }))
    const { inventory, next, clock, names, again } = opened
    const refreshed = inventory.refreshAll()
    ;(await next(OREGON)).end([])
    await saving.opened
    ;(await next(FRANKFURT)).end()
    clock.now += 1
    await inventory.put(repository(OREGON, 'made'))
    release.open()
    await refreshed
    clock.now += 1
    await readAll(opened, ['made'])
    expect(names(OREGON)).toEqual(['made'])
    const restarted = again('restarted')
    await restarted.inventory.load()
    expect(restarted.names(OREGON)).toEqual(['made'])
  })

  it('in an unknown registry is ignored', async () => {
    const { inventory } = open()
    await inventory.put(repository({ account: '999999999999', region: 'us-west-2' }, 'x1'))
    await inventory.load()
    expect(inventory.registries().flatMap(namesIn)).toEqual([])
  })
})

describe('what other processes do', () => {
  it('is taken over: copies, failures and writes', async () => {
    const opened = open()
    const { clock } = opened
    const other = opened.again('other')
    await readAll(opened, ['a1'])
    await opened.inventory.put(repository(FRANKFURT, 'made'))
    await other.inventory.load()
    expect(other.names(OREGON)).toEqual(['a1'])
    expect(other.names(FRANKFURT)).toEqual(['made'])
    clock.now += 10
    const refreshed = opened.inventory.refreshAll()
    ;(await opened.next(OREGON)).fail(new PortalError('aws-denied', 'No.'))
    ;(await opened.next(FRANKFURT)).end([])
    await refreshed
    await other.inventory.load()
    expect(other.status(OREGON)).toMatchObject({ repositories: 1, failure: { code: 'aws-denied' } })
    expect(other.names(FRANKFURT)).toEqual([])
    clock.now += 10
    await readAll(opened, ['a1'])
    await other.inventory.load()
    expect(other.status(OREGON)).toEqual({ registry: OREGON, repositories: 1, readAt: 1_000_020 })
  })

  it('is not read a second time while it goes on', async () => {
    const opened = open()
    const other = { ...opened, ...opened.again('other') }
    const refreshed = opened.inventory.refreshAll()
    const oregon = await opened.next(OREGON)
    const frankfurt = await opened.next(FRANKFURT)
    expect(await begunBy(other, other.inventory.refreshAll)).toEqual([])
    expect(other.status(OREGON).reading).toBe('elsewhere')
    await other.inventory.load()
    expect(await begunBy(other, other.inventory.refreshDue)).toEqual([])
    oregon.end([repository(OREGON, 'a1')])
    frankfurt.end()
    await refreshed
    await other.inventory.load()
    expect(other.names(OREGON)).toEqual(['a1'])
    expect(other.status(OREGON).reading).toBeUndefined()
  })

  it('is known by the store’s clock when this process’s own goes wrong', async () => {
    const opened = open()
    const ahead = inventoryByHand({
      registries: [OREGON, FRANKFURT],
      store: opened.store,
      holder: 'ahead',
      now: () => opened.clock.now + 60 * MINUTE,
      random: () => 0,
    })
    await readAll(ahead, ['a1'])
    opened.clock.now += 5
    await readAll(opened, ['a2'])
    await ahead.inventory.load()
    expect(ahead.names(OREGON)).toEqual(['a2'])
  })

  it('is not overwritten by this process’s older copy when both found no difference', async () => {
    const opened = open()
    const { clock } = opened
    const other = opened.again('other')
    await readAll(opened, ['a1'])
    await other.inventory.load()
    clock.now += 5
    await readAll(other, ['a1', 'a2'])
    clock.now += 5
    // It never looked into the store, so it does not know of a2, which is gone again.
    await readAll(opened, ['a1'])
    await other.inventory.load()
    expect(other.names(OREGON)).toEqual(['a1'])
    const restarted = opened.again('restarted')
    await restarted.inventory.load()
    expect(restarted.names(OREGON)).toEqual(['a1'])
  })

  it('reaches it also when a write with a lower number becomes visible later', async () => {
    const made = { at: 1_000_000, registry: OREGON }
    const visible = [{ id: 2, at: made.at, repository: repository(OREGON, 'second') }]
    const { inventory, names } = open((store) => ({ ...store, changes: async () => [...visible] }))
    await inventory.load()
    visible.unshift({ id: 1, at: made.at, repository: repository(OREGON, 'first') })
    await inventory.load()
    expect(names(OREGON)).toEqual(['first', 'second'])
  })

  it('does not come over a reading of its own that ended during the look', async () => {
    const looking = door()
    const release = door()
    const opened = open((store) => ({
      ...store,
      async columns(registry) {
        const old = await store.columns(registry)
        looking.open()
        await release.opened
        return old
      },
    }))
    const { clock } = opened
    await readAll(opened, ['old'])
    clock.now += 5
    const other = opened.again('other')
    const loaded = other.inventory.load()
    await looking.opened
    await readAll(other, ['new'])
    release.open()
    await loaded
    expect(other.names(OREGON)).toEqual(['new'])
  })
})

describe('a store that fails', () => {
  const VERBS = ['list', 'columns', 'changes', 'acquire', 'save', 'saveFailure', 'addChange'] as const
  async function broken(): Promise<never> {
    throw new Error('the disk is full')
  }

  it.each(VERBS)('at %s never keeps a registry from being read, changed and searched', async (verb) => {
    const opened = open((store) => ({ ...store, [verb]: broken }))
    const { inventory, next, names, status, clock } = opened
    await inventory.load()
    await readAll(opened, ['a1'])
    expect(status(OREGON)).toEqual({ registry: OREGON, repositories: 1, readAt: 1_000_000 })
    await inventory.put(repository(OREGON, 'made'))
    await inventory.load()
    expect(names(OREGON)).toEqual(['a1', 'made'])
    clock.now += 5
    const refreshed = inventory.refreshAll()
    ;(await next(OREGON)).fail(new PortalError('throttled', 'Later.'))
    ;(await next(FRANKFURT)).end()
    await refreshed
    expect(status(OREGON)).toMatchObject({ repositories: 2, failure: { code: 'throttled' } })
    clock.now += 5
    await readAll(opened, ['a2'])
    expect(names(OREGON)).toEqual(['a2'])
    expect(status(OREGON)).toEqual({ registry: OREGON, repositories: 1, readAt: 1_000_010 })
  })

  it('completely is the same as no store', async () => {
    const opened = open(() => ({
      list: broken,
      columns: broken,
      changes: broken,
      acquire: broken,
      save: broken,
      saveFailure: broken,
      addChange: broken,
      release: broken,
    }))
    await opened.inventory.load()
    await readAll(opened, ['a1'])
    await opened.inventory.put(repository(OREGON, 'made'))
    expect(opened.names(OREGON)).toEqual(['a1', 'made'])
  })

  it('after another process began to read does not leave the registry to it for ever', async () => {
    let isBroken = false
    const opened = open((store) => ({ ...store, list: () => (isBroken ? broken() : store.list()) }))
    const other = { ...opened, ...opened.again('other') }
    void opened.inventory.refreshAll()
    await opened.next(OREGON)
    await other.inventory.load()
    expect(other.status(OREGON).reading).toBe('elsewhere')
    isBroken = true
    await other.inventory.load()
    expect(other.status(OREGON).reading).toBeUndefined()
  })
})

function fail(): never {
  throw new Error('there is no stored copy')
}

describe('a process that is ending', () => {
  it('starts no reading, and acquires no lease', async () => {
    const opened = open()
    await readAll(opened, ['a1'])
    opened.leaving.abort()
    expect(await begunBy(opened, opened.inventory.refreshAll)).toEqual([])
    expect(opened.status(OREGON).reading).toBeUndefined()
    expect((await opened.store.list()).map(({ holder }) => holder)).toEqual([undefined, undefined])
    expect(opened.names(OREGON)).toEqual(['a1'])
  })

  it('stores no failure for a reading that it aborted', async () => {
    const { inventory, next, status, store, leaving } = open()
    const refreshed = inventory.refreshAll()
    const readings = [await next(OREGON), await next(FRANKFURT)]
    leaving.abort()
    for (const reading of readings)
      reading.fail(new PortalError('aws-unavailable', 'AWS did not give a usable answer.'))
    await refreshed
    expect(status(OREGON).failure).toBeUndefined()
    expect((await store.list()).map(({ failure }) => failure)).toEqual([undefined, undefined])
  })

  it('releases what it acquired while it released the rest', async () => {
    const lease = door()
    const { inventory, begun, store, leaving } = open((memory) => ({
      ...memory,
      async acquire(...of) {
        await lease.opened
        return memory.acquire(...of)
      },
    }))
    const refreshed = inventory.refreshAll()
    leaving.abort()
    await store.release('this')
    lease.open()
    await refreshed
    expect(begun).toEqual([])
    expect((await store.list()).map(({ holder }) => holder)).toEqual([undefined, undefined])
  })
})
