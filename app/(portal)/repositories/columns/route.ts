import { dataRoute } from '@/lib/http/data-route'
import { getInventory } from '@/lib/inventory/get-inventory'
import { packedColumns } from '@/lib/inventory/packed-columns'

/** The whole inventory as columns, for the browser's own preview of what is typed. */
export const GET = dataRoute(async () => {
  const packed = await packedColumns((await getInventory()).registries())
  // As a file that is gzipped: Next would take the header of a gzipped answer away.
  return new Response(new Uint8Array(packed), { headers: { 'content-type': 'application/gzip' } })
})
