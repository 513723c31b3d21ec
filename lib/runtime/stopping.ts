import 'server-only'
import { onePerProcess } from './one-per-process'

const state = onePerProcess('stopping', () => ({ isStopping: false }))

/** Whether this process is shutting down: it still serves requests, and reports that it is not ready. */
export function isStopping(): boolean {
  return state.isStopping
}

export function beginStopping(): void {
  state.isStopping = true
}
