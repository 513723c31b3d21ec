import type { AccountTag } from '@/lib/accounts/model'
import { fromStored } from '@/lib/inventory/columns'
import { type Found, findRepositories } from '@/lib/inventory/find-repositories'
import type { SentColumns } from '@/lib/inventory/packed-columns'
import { parseQuery } from '@/lib/inventory/query'
import { indexRegistry } from '@/lib/inventory/registry-index'
import { paths } from '@/lib/paths'

/** Answers a search at once, from the inventory that this page has loaded. */
export type Preview = (address: string) => Found

/**
 * Loads the inventory into the browser, so that results appear in the same frame as the key press. They are a preview:
 * the portal's own answer always follows and wins. Undefined when the portal didn't send it.
 */
export async function loadPreview(accounts: readonly AccountTag[]): Promise<Preview | undefined> {
  const response = await fetch(paths.columns())
  if (!response.ok || !response.body) return undefined
  const unpacked = new Response(response.body.pipeThrough(new DecompressionStream('gzip')))
  const sent = (await unpacked.json()) as SentColumns[] // From our own route.
  const registries = sent.map(({ registry, columns }) => indexRegistry(registry, fromStored(columns)))
  return (address) =>
    findRepositories(registries, accounts, parseQuery(Object.fromEntries(new URLSearchParams(address))))
}
