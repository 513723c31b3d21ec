import type { Found } from '@/lib/inventory/find-repositories'
import { paths } from '@/lib/paths'

export type SearchFailure = 'signed-out' | 'unanswered'

/** Asks the portal's search. What keeps it from answering comes back as a word, and nothing is thrown. */
export async function fetchFound(address: string, signal: AbortSignal): Promise<Found | SearchFailure> {
  try {
    const response = await fetch(paths.search(address), { signal, headers: { accept: 'application/json' } })
    if (response.status === 401) return 'signed-out'
    if (!response.ok) return 'unanswered'
    return (await response.json()) as Found // Our own route's words.
  } catch (error) {
    if (!signal.aborted) console.warn('the search was not answered', error)
    return 'unanswered'
  }
}
