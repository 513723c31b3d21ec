import { pack } from '@/components/repositories/packed'
import type { Served } from '@/components/repositories/repository-search'
import { searchAddress } from '@/components/repositories/search-address'
import { tagOf } from '@/lib/accounts/model'
import type { Context } from '@/lib/context'
import { findRepositories } from '@/lib/inventory/find-repositories'
import { getFilledInventory } from '@/lib/inventory/get-inventory'
import { freshnessOf } from '@/lib/inventory/model'
import { parseQuery } from '@/lib/inventory/query'

type SearchParameters = Record<string, string | string[] | undefined>

/** What a page with the search shows first: the results for its address, and how current they are. */
export async function serveSearch(ctx: Context, parameters: SearchParameters) {
  const query = parseQuery(parameters)
  const inventory = await getFilledInventory()
  const statuses = inventory.statuses()
  const served: Served = {
    answer: {
      address: searchAddress((name) => parameters[name]),
      found: findRepositories(inventory.registries(), ctx.accounts, query),
    },
    accounts: ctx.accounts.map(tagOf),
    freshness: freshnessOf(statuses),
    now: ctx.now().getTime(),
  }
  return { query, statuses, ...served, packed: pack(served) }
}
