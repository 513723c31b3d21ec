import { dataRoute } from '@/lib/data-route'
import { getInventory } from '@/lib/inventory/get-inventory'
import { watchInventory } from '@/lib/inventory/watch-inventory'

/** How far the readings under way are, as server-sent events; ends when nothing is being read any more. */
export const GET = dataRoute(
  async () =>
    new Response(watchInventory(await getInventory()), { headers: { 'content-type': 'text/event-stream' } }),
)
