import { getFilledInventory } from '@/lib/inventory/get-inventory'
import { parseQuery, queryParameters } from '@/lib/inventory/query'
import { resolveSearch } from '@/lib/inventory/resolve'
import { paths } from '@/lib/paths'
import { requireContext } from '@/lib/request-context'

/**
 * Enter in any search: goes to the pasted repository or the first result, or else to the list, which says what is
 * missing.
 */
export async function GET(request: Request): Promise<Response> {
  const ctx = await requireContext()
  const parameters = Object.fromEntries(new URL(request.url).searchParams)
  const query = parseQuery(parameters)
  const ref = resolveSearch(
    (await getFilledInventory()).registries(),
    ctx.accounts,
    query,
    parameters.q ?? '',
  )
  const path = ref ? paths.repository(ref) : paths.repositories(queryParameters(query))
  return new Response(null, { status: 303, headers: { location: path } })
}
