import 'server-only'
import { AsyncLocalStorage } from 'node:async_hooks'
import { onePerProcess } from './one-per-process'

const ids = onePerProcess('request ids', () => new AsyncLocalStorage<string>())

/** The id of the request being served; undefined for jobs. */
export function requestId(): string | undefined {
  return ids.getStore()
}

/** From here on, everything that this call starts belongs to this request. */
export function beginRequest(id: string): void {
  ids.enterWith(id)
}
