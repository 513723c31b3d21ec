import { dataRoute } from '@/lib/http/data-route'
import { findRepositories } from '@/lib/inventory/find-repositories'
import { getFilledInventory } from '@/lib/inventory/get-inventory'
import { parseQuery } from '@/lib/inventory/query'

/** One page of the list as data, for the search as it is typed. */
export const GET = dataRoute(async (ctx, parameters) => {
  const query = parseQuery(Object.fromEntries(parameters))
  return Response.json(findRepositories((await getFilledInventory()).registries(), ctx.accounts, query))
})
