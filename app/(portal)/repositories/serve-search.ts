import { searchAddress } from '@/components/repositories/search-address'
import { tagOf } from '@/lib/accounts/model'
import type { Context } from '@/lib/context'
import { findRepositories } from '@/lib/inventory/find-repositories'
import { getFilledInventory } from '@/lib/inventory/get-inventory'
import { parseQuery } from '@/lib/inventory/query'

type SearchParameters = Record<string, string | string[] | undefined>

/** What a page with the search shows first: the answer to its address, and how current it is. */
export async function serveSearch(ctx: Context, parameters: SearchParameters) {
  const query = parseQuery(parameters)
  const inventory = await getFilledInventory()
  return {
    query,
    served: {
      address: searchAddress((name) => parameters[name]),
      found: findRepositories(inventory.registries(), ctx.accounts, query),
    },
    statuses: inventory.statuses(),
    accounts: ctx.accounts.map(tagOf),
  }
}
