import { requireContext } from '@/lib/context'
import { toCsv, toJson } from '@/lib/inventory/export'
import { getInventory } from '@/lib/inventory/inventory'
import { parseQuery } from '@/lib/inventory/query'
import { matchRepositories } from '@/lib/inventory/search'

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
  const matches = matchRepositories((await getInventory()).copies(), ctx.accounts, query)
  const lines = format === 'csv' ? toCsv(matches, ctx.accounts) : toJson(matches, ctx.accounts)
  return new Response(streamOf(lines), {
    headers: {
      'content-type': format === 'csv' ? 'text/csv; charset=utf-8' : 'application/json; charset=utf-8',
      'content-disposition': `attachment; filename="repositories.${format}"`,
    },
  })
}

function streamOf(lines: Generator<string>): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder()
  return new ReadableStream({
    pull(controller) {
      const { done, value } = lines.next()
      if (done) controller.close()
      else controller.enqueue(encoder.encode(value))
    },
  })
}
