import 'server-only'
import { onePerProcess } from './one-per-process'

const state = onePerProcess('stopping', () => ({ isStopping: false }))

/** Whether this process was told to end: it goes on serving what comes, and asks for nothing more. */
export function isStopping(): boolean {
  return state.isStopping
}

export function beginStopping(): void {
  state.isStopping = true
}
