import type { Found } from '@/lib/inventory/find-repositories'
import { paths } from '@/lib/paths'

export type SearchFailure = 'signed-out' | 'unanswered'

/** Calls the portal's search. Returns a failure as a code instead of throwing. */
export async function fetchFound(address: string, signal: AbortSignal): Promise<Found | SearchFailure> {
  try {
    const response = await fetch(paths.search(address), { signal, headers: { accept: 'application/json' } })
    if (response.status === 401) return 'signed-out'
    if (!response.ok) return 'unanswered'
    return (await response.json()) as Found // From our own route.
  } catch (error) {
    if (!signal.aborted) console.warn('the search was not answered', error)
    return 'unanswered'
  }
}
