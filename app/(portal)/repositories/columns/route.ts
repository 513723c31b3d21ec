import { dataRoute } from '@/lib/http/data-route'
import { getInventory } from '@/lib/inventory/get-inventory'
import { packedColumns } from '@/lib/inventory/packed-columns'

/** The whole inventory as columns, so that the browser can preview results while someone types. */
export const GET = dataRoute(async () => {
  const packed = await packedColumns((await getInventory()).registries())
  // As a gzipped file: Next would drop the header of a gzipped response.
  return new Response(new Uint8Array(packed), { headers: { 'content-type': 'application/gzip' } })
})
