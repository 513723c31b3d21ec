import type { Instrumentation } from 'next'

/**
 * Ends a start with a configuration that is not right. Gives every answer its headers, and opens the inventory, so that
 * nobody waits for AWS first; then begins the upkeep.
 */
export async function register(): Promise<void> {
  const { requireConfig } = await import('@/lib/config/require-config')
  const { setHeadersOfEveryAnswer } = await import('@/lib/serving/every-answer')
  const { baseUrl, development } = requireConfig()
  setHeadersOfEveryAnswer(baseUrl, development)
  const { watchRequests } = await import('@/lib/serving/watch-requests')
  watchRequests()
  if (!development) {
    const { warmUpOnceServing } = await import('@/lib/serving/warm-up')
    warmUpOnceServing()
  }
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
