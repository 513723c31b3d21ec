import 'server-only'
import { AsyncLocalStorage } from 'node:async_hooks'
import { onePerProcess } from './one-per-process'

const ids = onePerProcess('request ids', () => new AsyncLocalStorage<string>())

/** The id of the request that is being served; undefined for what the portal does by itself. */
export function requestId(): string | undefined {
  return ids.getStore()
}

/** From here on, whatever this call leads to belongs to the request of this id. */
export function beginRequest(id: string): void {
  ids.enterWith(id)
}
