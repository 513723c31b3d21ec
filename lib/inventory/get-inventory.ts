import 'server-only'
import { randomUUID } from 'node:crypto'
import { registriesOf } from '@/lib/accounts/model'
import { awsFor } from '@/lib/aws/aws'
import { config } from '@/lib/config/config'
import { getDb } from '@/lib/db/db'
import { refreshRegistryPolicy } from '@/lib/registry-policy/refresh-registry-policy'
import { onePerProcess } from '@/lib/runtime/one-per-process'
import { within } from '@/lib/runtime/timeout'
import { createInventory, type Inventory } from './inventory'
import { readFirstRepositories, readRegistry } from './read-registry'
import { openStore } from './store'

const LOOK_EVERY_MS = 5000
const FIRST_ROWS_MS = 1500

type Running = {
  opening?: Promise<Inventory> | undefined
  timer?: NodeJS.Timeout
  leave?: () => Promise<void>
}

const running = onePerProcess('inventory', (): Running => ({}))

/**
 * This process's inventory. It starts with the stored copies, so it can be searched before AWS has answered, and keeps
 * itself up to date from then on.
 */
export function getInventory(): Promise<Inventory> {
  running.opening ??= open()
  return running.opening
}

/** The same for showing it: while nothing is known yet, it waits a moment for the first rows. */
export async function getFilledInventory(): Promise<Inventory> {
  const inventory = await getInventory()
  await firstRows(inventory)
  return inventory
}

async function open(): Promise<Inventory> {
  const { accounts } = config().accountsFile
  // Everybody shares the inventory, so the portal reads it in its own name and not in that of the first visitor.
  const aws = awsFor('ecr-portal', accounts)
  const store = openStore(getDb)
  const holder = randomUUID()
  const stopping = new AbortController()
  running.leave = async () => {
    // First, so that no lease is acquired afterwards, whether or not the database answers.
    stopping.abort()
    await store.release(holder)
  }
  const inventory = createInventory({
    registries: registriesOf(accounts),
    readFirst: (registry) => readFirstRepositories(aws, registry),
    async read(registry, onPage) {
      const reading = readRegistry(aws, registry, onPage, stopping.signal)
      await Promise.all([reading, refreshRegistryPolicy(aws, registry)])
    },
    store,
    stopping: stopping.signal,
    holder,
    now: Date.now,
    random: Math.random,
  })
  await keepFresh(inventory, stopping.signal)
  return inventory
}

/** Loads from the store every few seconds, and starts reading what is due. Resolves after the first load. */
async function keepFresh(inventory: Inventory, stopping: AbortSignal): Promise<void> {
  await inventory.load()
  if (stopping.aborted) return
  void inventory.refreshDue()
  running.timer = setTimeout(() => void keepFresh(inventory, stopping), LOOK_EVERY_MS).unref()
}

/** Stops reading and releases the leases, so that other processes go on at once. Searching still works. */
export async function leaveInventory(): Promise<void> {
  clearTimeout(running.timer)
  await running.leave?.()
}

/** Stops loading, for the end of the process. */
export function closeInventory(): void {
  clearTimeout(running.timer)
  running.opening = undefined
}

async function firstRows(inventory: Inventory): Promise<void> {
  const isWaiting = () => {
    const statuses = inventory.statuses()
    return (
      statuses.every(({ repositories, readAt }) => repositories === 0 && readAt === undefined) &&
      statuses.some(({ reading }) => reading !== undefined)
    )
  }
  if (!isWaiting()) return
  let unsubscribe = () => {}
  const arrived = new Promise<void>((resolve) => {
    unsubscribe = inventory.subscribe(() => {
      if (!isWaiting()) resolve()
    })
  })
  await within(FIRST_ROWS_MS, arrived)
  unsubscribe()
}
