import type { Instrumentation } from 'next'

/** Opens the inventory as the server starts, so that nobody's first page waits for AWS, and begins the upkeep. */
export async function register(): Promise<void> {
  const { watchRequests } = await import('@/lib/serving/watch-requests')
  watchRequests()
  const { shutDownWhenTold } = await import('@/lib/serving/shut-down')
  shutDownWhenTold()
  const { getInventory } = await import('@/lib/inventory/get-inventory')
  void getInventory()
  const { startUpkeep } = await import('@/lib/upkeep/start-upkeep')
  startUpkeep()
}

export const onRequestError: Instrumentation.onRequestError = async (error, _request, { routePath }) => {
  const { logRequestError } = await import('@/lib/serving/log-errors')
  logRequestError(error, routePath)
}
