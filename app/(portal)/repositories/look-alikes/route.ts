import { dataRoute } from '@/lib/http/data-route'
import { getInventory } from '@/lib/inventory/get-inventory'
import { lookAlikes } from '@/lib/inventory/look-alikes'

/** Repositories that a new name could be confused with, while the person types it. */
export const GET = dataRoute(async (_ctx, parameters) => {
  const name = parameters.get('name') ?? ''
  const isName = name.length >= 2 && name.length <= 256
  return Response.json(isName ? lookAlikes((await getInventory()).registries(), name) : [])
})
