import type { AccountTag } from '@/lib/accounts/model'
import { fromStored } from '@/lib/inventory/columns'
import { type Found, findRepositories } from '@/lib/inventory/find-repositories'
import type { SentColumns } from '@/lib/inventory/packed-columns'
import { parseQuery } from '@/lib/inventory/query'
import { indexRegistry } from '@/lib/inventory/registry-index'
import { paths } from '@/lib/paths'

/** Answers a search at once, from what this page was told of the inventory. */
export type Preview = (address: string) => Found

/**
 * Brings the inventory into the browser, so that what is typed is answered in the frame of its key. It is a preview: the
 * portal's own answer always follows and counts. Undefined when the portal did not send it.
 */
export async function loadPreview(accounts: readonly AccountTag[]): Promise<Preview | undefined> {
  const response = await fetch(paths.columns())
  if (!response.ok || !response.body) return undefined
  const unpacked = new Response(response.body.pipeThrough(new DecompressionStream('gzip')))
  const sent = (await unpacked.json()) as SentColumns[] // Our own route's words.
  const registries = sent.map(({ registry, columns }) => indexRegistry(registry, fromStored(columns)))
  return (address) =>
    findRepositories(registries, accounts, parseQuery(Object.fromEntries(new URLSearchParams(address))))
}
