import type { Context } from '@/lib/context'
import { dataRoute } from '@/lib/http/data-route'
import { findRepositories } from '@/lib/inventory/find-repositories'
import { getInventory } from '@/lib/inventory/get-inventory'
import type { Inventory } from '@/lib/inventory/inventory'
import { parseQuery } from '@/lib/inventory/query'
import { watchInventory } from '@/lib/inventory/watch-inventory'
import { getSessions } from '@/lib/sessions/get-sessions'
import { getSessionId } from '@/lib/sessions/session'

/**
 * The progress of current readings, one line of JSON per change; ends when nothing is being read any more. Given the
 * address of a search, each line also contains its results so far, so that rows appear as they arrive.
 */
export const GET = dataRoute(async (ctx, parameters) => lines(ctx, await getInventory(), parameters))

/** The same, after starting to read every registry. */
export const POST = dataRoute(async (ctx, parameters) => {
  const inventory = await getInventory()
  void inventory.refreshAll()
  return lines(ctx, inventory, parameters)
})

async function lines(ctx: Context, inventory: Inventory, parameters: URLSearchParams): Promise<Response> {
  const session = await getSessionId()
  const mayRead = async () => session !== undefined && (await getSessions().read(session)).is === 'open'
  const search = parameters.get('search')
  const query = search === null ? undefined : parseQuery(Object.fromEntries(new URLSearchParams(search)))
  const find = query && (() => findRepositories(inventory.registries(), ctx.accounts, query))
  const headers = { 'content-type': 'application/x-ndjson' }
  return new Response(watchInventory(inventory, { find, mayRead }), { headers })
}
