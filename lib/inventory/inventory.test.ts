import { describe, expect, it } from 'vitest'
import type { Account } from '@/lib/accounts/model'
import { type Registry, registryKey } from '@/lib/accounts/registry'
import { PortalError } from '@/lib/errors'
import type { Repository } from '@/lib/repositories/model'
import { createInventory } from './inventory'
import type { RegistryCopy } from './model'

const OREGON = { account: '111111111111', region: 'us-west-2' }
const FRANKFURT = { account: '111111111111', region: 'eu-central-1' }
const ACCOUNT: Account = {
  id: OREGON.account,
  name: 'test',
  environment: 'dev',
  active: true,
  regions: [OREGON.region, FRANKFURT.region],
  organisations: [],
  selfService: { create: true, permissions: true },
  roles: { read: 'read', write: 'write', externalId: 'test' },
}

function repository(registry: Registry, name: string, changes: Partial<Repository> = {}): Repository {
  return {
    ...registry,
    name,
    createdAt: 0,
    mutability: 'MUTABLE',
    mutabilityExclusions: [],
    scanOnPush: false,
    encryption: 'AES256',
    kmsKey: undefined,
    ...changes,
  }
}

/** An inventory of two registries whose readings end when the test says so. */
function openInventory(stored: RegistryCopy[] = []) {
  const underWay: { registry: Registry; end: (read: Repository[]) => void; fail: (why: Error) => void }[] = []
  const storedNames: Record<string, string[]> = {}
  const clock = { now: 1_000_000, diskIsFull: false }
  const inventory = createInventory(stored, {
    accounts: [ACCOUNT],
    now: () => clock.now,
    read: (registry) =>
      new Promise((end, fail) => {
        underWay.push({ registry, end, fail })
      }),
    store: async (registry, repositories) => {
      if (clock.diskIsFull) throw new Error('the disk is full')
      storedNames[registryKey(registry)] = repositories.map(({ name }) => name)
    },
  })
  function reading(registry: Registry) {
    const found = underWay.findLast((each) => registryKey(each.registry) === registryKey(registry))
    if (!found) throw new Error(`nothing reads ${registryKey(registry)}`)
    return found
  }
  function copy(registry: Registry) {
    const found = inventory.copies().find((each) => registryKey(each.registry) === registryKey(registry))
    if (!found) throw new Error(`there is no copy of ${registryKey(registry)}`)
    return { ...found, names: found.repositories.map(({ name }) => name) }
  }
  return { inventory, underWay, reading, copy, storedNames, clock }
}

describe('the inventory', () => {
  it('reads every registry, and stores what it read', async () => {
    const { inventory, reading, copy, storedNames } = openInventory()
    expect(copy(OREGON)).toMatchObject({ names: [], readAt: undefined })
    const refreshed = inventory.refreshAll()
    expect(copy(OREGON).reading).toBe(true)
    reading(OREGON).end([repository(OREGON, 'a1')])
    reading(FRANKFURT).end([])
    await refreshed
    expect(copy(OREGON)).toMatchObject({ names: ['a1'], readAt: 1_000_000, reading: false })
    expect(copy(FRANKFURT)).toMatchObject({ names: [], readAt: 1_000_000 })
    expect(storedNames).toEqual({ [registryKey(OREGON)]: ['a1'], [registryKey(FRANKFURT)]: [] })
  })

  it('has one reading under way for each registry, however many ask', async () => {
    const { inventory, underWay, reading } = openInventory()
    const asked = [inventory.refreshAll(), inventory.refreshStale(), inventory.refreshAll()]
    expect(underWay).toHaveLength(2)
    reading(OREGON).end([])
    reading(FRANKFURT).end([])
    await Promise.all(asked)
    void inventory.refreshAll()
    expect(underWay).toHaveLength(4)
  })

  it('reads again what is old, and nothing else', async () => {
    const fresh = {
      registry: OREGON,
      repositories: [],
      readAt: 1_000_000,
      reading: false,
      failure: undefined,
    }
    const { inventory, underWay, clock } = openInventory([
      fresh,
      { ...fresh, registry: FRANKFURT, readAt: 1 },
    ])
    void inventory.refreshStale()
    expect(underWay.map(({ registry }) => registry)).toEqual([FRANKFURT])
    clock.now += 60 * 60_000
    void inventory.refreshStale()
    expect(underWay).toHaveLength(2)
  })

  it('keeps a failing registry’s last good copy and says why, and the others are read', async () => {
    const stored = [OREGON, FRANKFURT].map((registry) => ({
      registry,
      repositories: [repository(registry, 'kept')],
      readAt: 5,
      reading: false,
      failure: undefined,
    }))
    const { inventory, reading, copy } = openInventory(stored)
    const refreshed = inventory.refreshAll()
    reading(OREGON).fail(new PortalError('aws-denied', 'AWS does not let the portal read this.'))
    reading(FRANKFURT).end([repository(FRANKFURT, 'new')])
    await refreshed
    expect(copy(OREGON)).toMatchObject({
      names: ['kept'],
      readAt: 5,
      reading: false,
      failure: { code: 'aws-denied', message: 'AWS does not let the portal read this.', at: 1_000_000 },
    })
    expect(copy(FRANKFURT)).toMatchObject({ names: ['new'], failure: undefined })

    const again = inventory.refreshAll()
    reading(OREGON).end([repository(OREGON, 'back')])
    reading(FRANKFURT).end([])
    await again
    expect(copy(OREGON)).toMatchObject({ names: ['back'], failure: undefined })
  })

  it('never shows the text of an unexpected error', async () => {
    const { inventory, reading, copy } = openInventory()
    const refreshed = inventory.refreshAll()
    reading(OREGON).fail(new TypeError('secret'))
    reading(FRANKFURT).end([])
    await refreshed
    expect(copy(OREGON).failure).toMatchObject({
      code: 'unexpected',
      message: expect.not.stringContaining('secret'),
    })
  })

  it('does not lose a repository that is put while a reading that misses it is under way', async () => {
    const { inventory, reading, copy, storedNames } = openInventory()
    const refreshed = inventory.refreshAll()
    inventory.put(repository(OREGON, 'made'))
    inventory.put(repository(OREGON, 'changed', { scanOnPush: true }))
    expect(copy(OREGON).names).toEqual(['made', 'changed'])
    reading(OREGON).end([repository(OREGON, 'old'), repository(OREGON, 'changed')])
    reading(FRANKFURT).end([])
    await refreshed
    expect(copy(OREGON).names).toEqual(['old', 'made', 'changed'])
    expect(copy(OREGON).repositories.at(-1)?.scanOnPush).toBe(true)
    expect(storedNames[registryKey(OREGON)]).toEqual(['old', 'made', 'changed'])
  })

  it('believes a reading that began after the put', async () => {
    const { inventory, reading, copy } = openInventory()
    inventory.put(repository(OREGON, 'made-and-deleted'))
    const refreshed = inventory.refreshAll()
    reading(OREGON).end([])
    reading(FRANKFURT).end([])
    await refreshed
    expect(copy(OREGON).names).toEqual([])
  })

  it('does not lose what was read when it cannot be stored', async () => {
    const { inventory, reading, copy, clock } = openInventory()
    clock.diskIsFull = true
    const refreshed = inventory.refreshAll()
    reading(OREGON).end([repository(OREGON, 'a1')])
    reading(FRANKFURT).end([])
    await refreshed
    expect(copy(OREGON)).toMatchObject({ names: ['a1'], readAt: 1_000_000, failure: undefined })
  })
})
