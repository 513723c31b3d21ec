import type { AccountTag } from '@/lib/accounts/model'
import type { Found } from '@/lib/inventory/find-repositories'
import type { Preview } from './preview'

let preview: Preview | undefined
let loading: Promise<void> | undefined

/**
 * Shows what this browser itself finds: at once, or when the inventory that the first search fetches has arrived.
 * Returns whether it was at once.
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

/** The inventory has changed: the next search fetches it again. */
export function forgetPreview(): void {
  preview = undefined
  loading = undefined
}

async function load(accounts: readonly AccountTag[]): Promise<void> {
  try {
    const { loadPreview } = await import('./preview')
    preview = await loadPreview(accounts)
  } catch (error) {
    // The portal answers every search anyway.
    console.warn('searches are not previewed', error)
  }
}
