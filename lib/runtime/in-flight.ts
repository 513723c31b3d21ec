import 'server-only'
import { onePerProcess } from './one-per-process'

const inFlight = onePerProcess('in-flight work', () => new Set<Promise<unknown>>())

/** Work that the end of the process waits for, be there anybody who waits for its answer or not. */
export async function finished<T>(work: Promise<T>): Promise<T> {
  inFlight.add(work)
  try {
    return await work
  } finally {
    inFlight.delete(work)
  }
}

/** Resolves when all of it has ended, however, also what began meanwhile. */
export async function untilAllFinished(): Promise<void> {
  while (inFlight.size > 0) await Promise.allSettled(inFlight)
}

export function countUnfinished(): number {
  return inFlight.size
}
