import 'server-only'
import { getDb } from '@/lib/db/db'
import { isDbReady } from '@/lib/db/is-ready'
import { getInventory } from '@/lib/inventory/get-inventory'
import { stateOf } from '@/lib/inventory/model'
import { measureQueue } from '@/lib/requests/measure-queue'
import { metrics } from '@/lib/runtime/metrics'

/** All metrics in Prometheus' text format. Gauges are set now, everything else is counted as it happens. */
export async function writeMetrics(): Promise<{ type: string; text: string }> {
  const { registry } = metrics
  await Promise.all([setInventoryGauges(), setDatabaseGauges()])
  return { type: registry.contentType, text: await registry.metrics() }
}

async function setInventoryGauges(): Promise<void> {
  const statuses = (await getInventory()).statuses()
  const { inventoryAge, inventoryRepositories, inventoryState } = metrics
  const now = Date.now()
  inventoryState.reset()
  for (const status of statuses) {
    const { account, region } = status.registry
    if (status.readAt !== undefined) inventoryAge.set({ account, region }, (now - status.readAt) / 1000)
    inventoryRepositories.set({ account, region }, status.repositories)
    inventoryState.set({ account, region, state: stateOf(status, now) }, 1)
  }
}

async function setDatabaseGauges(): Promise<void> {
  const { databaseUp, queue, oldest } = metrics
  const lengths = (await isDbReady()) ? await measureQueue(await getDb()).catch(() => undefined) : undefined
  databaseUp.set(lengths ? 1 : 0)
  queue.reset()
  oldest.reset()
  for (const { status, requests, oldestSeconds } of lengths ?? []) {
    queue.set({ status }, requests)
    oldest.set({ status }, oldestSeconds)
  }
}
