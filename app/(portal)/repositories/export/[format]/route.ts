import { requireContext } from '@/lib/context'
import { streamOf, toCsv, toJson } from '@/lib/inventory/export'
import { filterOf } from '@/lib/inventory/filter'
import { getFilledInventory } from '@/lib/inventory/get-inventory'
import { parseQuery } from '@/lib/inventory/query'
import { repositoriesOf, search } from '@/lib/inventory/search'

/** Exactly the filtered set of the list, over all its pages, streamed. */
export async function GET(
  request: Request,
  { params }: { params: Promise<{ format: string }> },
): Promise<Response> {
  const ctx = await requireContext()
  const { format } = await params
  if (format !== 'csv' && format !== 'json')
    return new Response('There is no such export.\n', { status: 404 })
  const query = parseQuery(Object.fromEntries(new URL(request.url).searchParams))
  const matches = search((await getFilledInventory()).registries(), filterOf(query, ctx.accounts))
  const repositories = repositoriesOf(matches.inOrder(query.sort))
  const lines = format === 'csv' ? toCsv(repositories, ctx.accounts) : toJson(repositories, ctx.accounts)
  return new Response(streamOf(lines), {
    headers: {
      'content-type': format === 'csv' ? 'text/csv; charset=utf-8' : 'application/json; charset=utf-8',
      'content-disposition': `attachment; filename="repositories.${format}"`,
    },
  })
}
