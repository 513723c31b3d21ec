import { exportResponse } from '@/lib/http/export-lines'
import { EXPORT_COLUMNS, toExportRows } from '@/lib/inventory/export'
import { filterOf } from '@/lib/inventory/filter'
import { getFilledInventory } from '@/lib/inventory/get-inventory'
import { parseQuery } from '@/lib/inventory/query'
import { repositoriesOf, search } from '@/lib/inventory/search'
import { requireContext } from '@/lib/request-context'

/** Exactly the filtered list, over all its pages, streamed. */
export async function GET(
  request: Request,
  { params }: { params: Promise<{ format: string }> },
): Promise<Response> {
  const ctx = await requireContext()
  const query = parseQuery(Object.fromEntries(new URL(request.url).searchParams))
  const matches = search((await getFilledInventory()).registries(), filterOf(query, ctx.accounts))
  const rows = toExportRows(repositoriesOf(matches.inOrder(query.sort)), ctx.accounts)
  return exportResponse((await params).format, 'repositories', EXPORT_COLUMNS, rows)
}
