import { requireContext } from '@/lib/context'
import { getInventory } from '@/lib/inventory/inventory'
import { lookAlikes } from '@/lib/inventory/look-alikes'

/** Repositories that a new name could be confused with, as the person types it. */
export async function GET(request: Request): Promise<Response> {
  await requireContext()
  const name = new URL(request.url).searchParams.get('name') ?? ''
  const found = name.length < 2 || name.length > 256 ? [] : lookAlikes((await getInventory()).copies(), name)
  return Response.json(found.map(({ account, region, name }) => ({ account, region, name })))
}
