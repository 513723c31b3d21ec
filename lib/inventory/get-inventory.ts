import 'server-only'
import { randomUUID } from 'node:crypto'
import { registriesOf } from '@/lib/accounts/model'
import { awsFor } from '@/lib/aws/aws'
import { config } from '@/lib/config/config'
import { getDb } from '@/lib/db/db'
import { onePerProcess } from '@/lib/runtime/one-per-process'
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
 * This process's inventory. It opens with the stored copies, so it is searchable before AWS was asked for anything, and
 * keeps itself fresh from then on.
 */
export function getInventory(): Promise<Inventory> {
  running.opening ??= open()
  return running.opening
}

/** The same for who wants to show something: while nothing at all is known yet, it waits a moment for the first rows. */
export async function getFilledInventory(): Promise<Inventory> {
  const inventory = await getInventory()
  await firstRows(inventory)
  return inventory
}

async function open(): Promise<Inventory> {
  const { accounts } = config().accountsFile
  // The inventory is everybody's, so it is read in the portal's own name, not in that of whoever asks first.
  const aws = awsFor('ecr-portal', accounts)
  const store = openStore(getDb)
  const holder = randomUUID()
  const stopping = new AbortController()
  running.leave = async () => {
    // First of all, so that no lease is acquired afterwards, and whether the database answers or not.
    stopping.abort()
    await store.release(holder)
  }
  const inventory = createInventory({
    registries: registriesOf(accounts),
    readFirst: (registry) => readFirstRepositories(aws, registry),
    read: (registry, onPage) => readRegistry(aws, registry, onPage, stopping.signal),
    store,
    stopping: stopping.signal,
    holder,
    now: Date.now,
    random: Math.random,
  })
  await keepFresh(inventory, stopping.signal)
  return inventory
}

/** Looks into the store every few seconds, and reads what is due without waiting for it. Resolves after the first look. */
async function keepFresh(inventory: Inventory, stopping: AbortSignal): Promise<void> {
  await inventory.load()
  if (stopping.aborted) return
  void inventory.refreshDue()
  running.timer = setTimeout(() => void keepFresh(inventory, stopping), LOOK_EVERY_MS).unref()
}

/** Stops reading, and leaves what was being read to the other processes at once. What is known can still be searched. */
export async function leaveInventory(): Promise<void> {
  clearTimeout(running.timer)
  await running.leave?.()
}

/** Ends the looking, for the end of the process. */
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
  await new Promise<void>((resolve) => {
    const timer = setTimeout(end, FIRST_ROWS_MS)
    const unsubscribe = inventory.subscribe(() => {
      if (!isWaiting()) end()
    })
    function end() {
      clearTimeout(timer)
      unsubscribe()
      resolve()
    }
  })
}
