import 'server-only'

// One for the process: Next loads a module once for each of its bundles, globalThis stays.
const held = globalThis as typeof globalThis & { portalUnfinished?: Set<Promise<unknown>> }

function unfinished(): Set<Promise<unknown>> {
  held.portalUnfinished ??= new Set()
  return held.portalUnfinished
}

/** Work that the end of the process waits for, be there anybody who waits for its answer or not. */
export async function finished<T>(work: Promise<T>): Promise<T> {
  unfinished().add(work)
  try {
    return await work
  } finally {
    unfinished().delete(work)
  }
}

/** Resolves when all of it has ended, however, also what began meanwhile. */
export async function untilAllFinished(): Promise<void> {
  while (unfinished().size > 0) await Promise.allSettled(unfinished())
}

export function countUnfinished(): number {
  return unfinished().size
}
