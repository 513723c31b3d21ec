import type { Instrumentation } from 'next'

/**
 * Checks the configuration, sets up what every request passes through, opens the inventory, so that nobody waits for AWS
 * first, and starts the jobs.
 */
export async function register(): Promise<void> {
  const { requireConfig } = await import('@/lib/config/require-config')
  const { setSecurityHeaders } = await import('@/lib/http/security-headers')
  const { baseUrl, development } = requireConfig()
  setSecurityHeaders(baseUrl, development)
  const { watchRequests } = await import('@/lib/http/watch-requests')
  watchRequests()
  if (!development) {
    const { warmUpOnceServing } = await import('@/lib/http/warm-up')
    warmUpOnceServing()
  }
  const { shutDownOnSignal } = await import('@/lib/http/shut-down')
  shutDownOnSignal()
  const { getInventory } = await import('@/lib/inventory/get-inventory')
  void getInventory()
  const { startJobs } = await import('@/lib/jobs/start-jobs')
  startJobs()
}

export const onRequestError: Instrumentation.onRequestError = async (error, _request, { routePath }) => {
  const { logRequestError } = await import('@/lib/runtime/log-errors')
  logRequestError(error, routePath)
}
