import { setImmediate as everythingElse } from 'node:timers/promises'
import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { registryKey } from '@/lib/accounts/registry'
import { awsFor } from '@/lib/aws/aws'
import type { Fault } from '@/lib/sandbox/faults'
import { startSandbox } from '@/lib/sandbox/server'
import { keysOf } from '@/lib/sandbox/test-clients'
import { addFault, clearFaults } from '@/lib/sandbox/test-faults'
import { createInventory } from './inventory'
import { type RegistryState, stateOf } from './model'
import { readFirstRepositories, readRegistry } from './read-registry'
import { accounts, lookInto, repository, storeInMemory } from './test-inventory'

const PROD = { account: '872569379934', region: 'us-west-2' }
const DEV = { account: '252775557553', region: 'us-west-2' }
const FRANKFURT = { account: '957591566260', region: 'eu-central-1' }
/** The one that fails is the first to be asked. */
const REGISTRIES = [PROD, DEV, FRANKFURT]
const FIRST_PAGE = 1000

let endpoint: string

beforeAll(async () => {
  // Enough for a second page of every registry.
  const sandbox = await startSandbox({ seed: 'full', repositories: 7 * (FIRST_PAGE + 10) })
  endpoint = sandbox.endpoint
  const keys = keysOf('hp-id-prod', 'ecr-portal')
  Object.assign(process.env, {
    PORTAL_MODE: 'sandbox',
    NEXTAUTH_SECRET: 'only-for-tests-only-for-tests-only-for-tests',
    PORTAL_AUDIT_KEY: 'only-for-tests-only-for-tests-only-for-tests',
    AWS_ENDPOINT_URL: endpoint,
    AWS_REGION: 'us-west-2',
    AWS_ACCESS_KEY_ID: keys.accessKeyId,
    AWS_SECRET_ACCESS_KEY: keys.secretAccessKey,
    AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true',
  })
  return sandbox.close
})
afterEach(async () => {
  vi.useRealTimers()
  await clearFaults(endpoint)
})

/** An inventory of three registries that reads them with the real SDK, and lists what happens in their readings. */
function open() {
  const aws = awsFor('ecr-portal', accounts)
  const events: string[] = []
  const stopping = new AbortController().signal
  const inventory = createInventory({
    registries: REGISTRIES,
    readFirst: (registry) => readFirstRepositories(aws, registry),
    read: async (registry, onPage) => {
      try {
        await readRegistry(aws, registry, onPage, stopping)
        events.push(`read ${registryKey(registry)}`)
      } catch (error) {
        events.push(`failed ${registryKey(registry)}`)
        throw error
      }
    },
    store: storeInMemory(Date.now),
    stopping,
    holder: 'this',
    now: Date.now,
    random: () => 0,
  })
  return { inventory, events, ...lookInto(inventory) }
}

type Opened = ReturnType<typeof open>

function expectOthersRead({ status }: Opened): void {
  for (const registry of [DEV, FRANKFURT]) {
    expect(stateOf(status(registry), Date.now())).toBe('fresh')
    expect(status(registry).repositories).toBeGreaterThan(FIRST_PAGE)
  }
}

const IN_PROD = { ...PROD, operation: 'DescribeRepositories' }

const FAULTS: [Fault, RegistryState, string][] = [
  [
    { fault: 'access-denied', ...IN_PROD, reason: 'with an explicit deny in a service control policy' },
    'denied',
    'with an explicit deny in a service control policy',
  ],
  [{ fault: 'throttle', ...IN_PROD }, 'throttled', 'AWS is limiting requests'],
  [{ fault: 'expired-token', ...IN_PROD }, 'unreachable', 'ended the portal’s session'],
  [{ fault: 'server-error', ...IN_PROD }, 'unreachable', 'didn’t return a usable response'],
  [{ fault: 'connection-reset', ...IN_PROD }, 'unreachable', 'didn’t return a usable response'],
  [{ fault: 'empty-200', ...IN_PROD }, 'unreachable', 'answered without a list of repositories'],
  [{ fault: 'html-502', ...IN_PROD }, 'unreachable', 'didn’t return a usable response'],
  [{ fault: 'truncated', ...IN_PROD }, 'unreachable', 'didn’t return a usable response'],
  [{ fault: 'later-pages-fail', ...IN_PROD }, 'unreachable', 'didn’t return a usable response'],
]

describe('a registry that fails', () => {
  it.each(FAULTS)(
    'by %o keeps its last good copy and says why, and the others are read',
    async (fault, state, why) => {
      const opened = open()
      const { inventory, status, index, events } = opened
      await inventory.refreshAll()
      await inventory.put(repository(PROD, 'of-the-last-copy'))
      const before = { ...status(PROD), index: index(PROD) }
      events.length = 0
      await addFault(endpoint, fault)
      await inventory.refreshAll()
      expect([...events].sort()).toEqual([
        `failed ${registryKey(PROD)}`,
        `read ${registryKey(DEV)}`,
        `read ${registryKey(FRANKFURT)}`,
      ])
      expect(stateOf(status(PROD), Date.now())).toBe(state)
      expect(status(PROD)).toMatchObject({
        repositories: before.repositories,
        readAt: before.readAt,
        failure: { message: expect.stringContaining(why) },
      })
      expect(index(PROD)).toBe(before.index)
      expectOthersRead(opened)

      await clearFaults(endpoint)
      await inventory.refreshAll()
      expect(stateOf(status(PROD), Date.now())).toBe('fresh')
    },
  )

  it('at its first reading is not empty: it is denied, or has the pages that came', async () => {
    const opened = open()
    const { inventory, status } = opened
    await addFault(endpoint, { fault: 'access-denied', ...IN_PROD })
    await inventory.refreshAll()
    expect(stateOf(status(PROD), Date.now())).toBe('denied')
    expect(status(PROD).readAt).toBeUndefined()
    await clearFaults(endpoint)
    await addFault(endpoint, { fault: 'later-pages-fail', ...IN_PROD })
    await inventory.refreshAll()
    expect(stateOf(status(PROD), Date.now())).toBe('incomplete')
    expect(status(PROD)).toMatchObject({ repositories: FIRST_PAGE, failure: { code: 'aws-unavailable' } })
    expectOthersRead(opened)
  })

  it('whose role the portal may not take is denied, and the others are read', async () => {
    const opened = open()
    await addFault(endpoint, { fault: 'access-denied', account: PROD.account, operation: 'AssumeRole' })
    await opened.inventory.refreshAll()
    expect(stateOf(opened.status(PROD), Date.now())).toBe('denied')
    expect(opened.status(PROD).failure?.message).toContain('sts:AssumeRole')
    expectOthersRead(opened)
  })

  it.each(['DescribeRepositories', 'AssumeRole'])(
    'never answers to %s and is given up, long after the others were read',
    async (operation) => {
      const opened = open()
      const { inventory, status, events } = opened
      const timesLeft = 1000
      await addFault(endpoint, { fault: 'hang', account: PROD.account, operation, times: timesLeft })
      // The SDK waits by these timers, five seconds for each of three attempts.
      vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
      let isOver = false
      const refreshed = inventory.refreshAll().finally(() => {
        isOver = true
      })
      while (events.length < 2 || (await hangsLeft()) === timesLeft) await everythingElse()
      expect([...events].sort()).toEqual([`read ${registryKey(DEV)}`, `read ${registryKey(FRANKFURT)}`])
      expectOthersRead(opened)
      expect(status(PROD).reading).toEqual({ pages: 0, repositories: 0 })
      while (!isOver) {
        await vi.advanceTimersByTimeAsync(1000)
        await everythingElse()
      }
      await refreshed
      expect(events.at(-1)).toBe(`failed ${registryKey(PROD)}`)
      expect(status(PROD)).toMatchObject({
        repositories: 0,
        failure: {
          code: 'aws-unavailable',
          message: expect.stringContaining('didn’t return a usable response'),
        },
      })
    },
  )
})

async function hangsLeft(): Promise<number> {
  const response = await fetch(`${endpoint}/_sandbox/faults`)
  const [hang]: { times: number }[] = await response.json()
  return hang?.times ?? 0
}

describe('a registry that stumbles', () => {
  it('over an empty page with a token is read to its end', async () => {
    const opened = open()
    await opened.inventory.refreshAll()
    const whole = opened.index(PROD)
    await addFault(endpoint, { fault: 'empty-page', ...IN_PROD })
    await opened.inventory.refreshAll()
    expect(opened.index(PROD)).toBe(whole)
    expect(stateOf(opened.status(PROD), Date.now())).toBe('fresh')
    expectOthersRead(opened)
  })

  it.each<Fault>([
    { fault: 'throttle', ...IN_PROD, times: 2 },
    { fault: 'server-error', ...IN_PROD, times: 2 },
    { fault: 'connection-reset', ...IN_PROD, times: 2 },
  ])('over %o is asked again, and read to its end', async (fault) => {
    const opened = open()
    await addFault(endpoint, fault)
    await opened.inventory.refreshAll()
    expect(stateOf(opened.status(PROD), Date.now())).toBe('fresh')
    expect(opened.status(PROD).repositories).toBeGreaterThan(FIRST_PAGE)
  })
})
