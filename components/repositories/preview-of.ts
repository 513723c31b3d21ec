import type { AccountTag } from '@/lib/accounts/model'
import type { Found } from '@/lib/inventory/find-repositories'
import type { Preview } from './preview'

let preview: Preview | undefined
let loading: Promise<void> | undefined

/**
 * Shows what this browser itself finds: at once, or when the inventory that it takes has come with the first search. Says
 * whether it was at once.
 */
export function previewOf(
  address: string,
  accounts: readonly AccountTag[],
  show: (found: Found) => void,
): boolean {
  if (preview) {
    show(preview(address))
    return true
  }
  loading ??= load(accounts)
  void loading.then(() => preview && show(preview(address)))
  return false
}

/** The inventory has changed: the next search fetches it anew. */
export function forgetPreview(): void {
  preview = undefined
  loading = undefined
}

async function load(accounts: readonly AccountTag[]): Promise<void> {
  try {
    const { loadPreview } = await import('./preview')
    preview = await loadPreview(accounts)
  } catch (error) {
    // Every search is answered by the portal all the same.
    console.warn('searches are not previewed', error)
  }
}
