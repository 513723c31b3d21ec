import type { AccountTag } from '@/lib/accounts/model'
import type { Found } from '@/lib/inventory/find-repositories'
import type { Preview } from './preview'

let preview: Preview | undefined
let isAskedFor = false

/** What this browser itself finds. The inventory that it takes is fetched with the first search. */
export function previewOf(address: string, accounts: readonly AccountTag[]): Found | undefined {
  if (!isAskedFor) void load(accounts)
  return preview?.(address)
}

/** The inventory has changed: the next search fetches it anew. */
export function forgetPreview(): void {
  preview = undefined
  isAskedFor = false
}

async function load(accounts: readonly AccountTag[]): Promise<void> {
  isAskedFor = true
  try {
    const { loadPreview } = await import('./preview')
    preview = await loadPreview(accounts)
  } catch (error) {
    // Every search is answered by the portal all the same.
    console.warn('searches are not previewed', error)
  }
}
