import { dataRoute } from '@/lib/data-route'
import { getInventory } from '@/lib/inventory/get-inventory'
import { watchInventory } from '@/lib/inventory/watch-inventory'

/** How far the readings under way are, a line of JSON for every change; ends when nothing is being read any more. */
export const GET = dataRoute(async () => new Response(watchInventory(await getInventory()), LINES))

/** The same, after beginning to read every registry. */
export const POST = dataRoute(async () => {
  const inventory = await getInventory()
  void inventory.refreshAll()
  return new Response(watchInventory(inventory), LINES)
})

const LINES = { headers: { 'content-type': 'application/x-ndjson' } }
