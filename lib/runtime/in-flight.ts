import 'server-only'
import { onePerProcess } from './one-per-process'

const inFlight = onePerProcess('in-flight work', () => new Set<Promise<unknown>>())

/** Work that the process finishes before it exits, whether or not anybody waits for the result. */
export async function trackInFlight<T>(work: Promise<T>): Promise<T> {
  inFlight.add(work)
  try {
    return await work
  } finally {
    inFlight.delete(work)
  }
}

/** Resolves when no work is in flight any more, including what began meanwhile. */
export async function untilIdle(): Promise<void> {
  while (inFlight.size > 0) await Promise.allSettled(inFlight)
}

export function countInFlight(): number {
  return inFlight.size
}
