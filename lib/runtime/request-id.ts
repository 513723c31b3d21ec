import 'server-only'
import { AsyncLocalStorage } from 'node:async_hooks'

// One for the process: Next loads a module once for each of its bundles, globalThis stays.
const held = globalThis as typeof globalThis & { portalRequestIds?: AsyncLocalStorage<string> }

function ids(): AsyncLocalStorage<string> {
  held.portalRequestIds ??= new AsyncLocalStorage()
  return held.portalRequestIds
}

/** The id of the request that is being served; undefined for what the portal does by itself. */
export function requestId(): string | undefined {
  return ids().getStore()
}

/** From here on, whatever this call leads to belongs to the request of this id. */
export function beginRequest(id: string): void {
  ids().enterWith(id)
}
