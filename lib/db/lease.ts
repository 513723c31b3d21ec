import 'server-only'
import { setTimeout as pause } from 'node:timers/promises'
import { type AnyColumn, not, type SQL, sql } from 'drizzle-orm'

const RETRY_MS = 50

/**
 * A lease is a row that one holder at a time may work on. It expires, so that a process that died blocks nobody, and by
 * the database's clock, because those of several processes differ. It is no lock of the database: nothing asks AWS or an
 * identity provider inside a transaction, and a pool's connections are few.
 */
type Leasable = { leasedUntil: AnyColumn }

/** When a lease that is acquired or renewed now expires. */
export function leaseUntil(durationMs: number): SQL {
  return sql`now() + ${`${durationMs} milliseconds`}::interval`
}

export const RELEASED = { leaseHolder: null, leasedUntil: null }

export function isLeased({ leasedUntil }: Leasable): SQL<boolean> {
  return sql<boolean>`coalesce(${leasedUntil} > now(), false)`
}

export function isFree(row: Leasable): SQL {
  return not(isLeased(row))
}

/** Tries until a lease is acquired; undefined if others hold it until the time is up. */
export async function waitForLease<T>(
  patienceMs: number,
  acquire: () => Promise<T | undefined>,
): Promise<T | undefined> {
  const deadline = performance.now() + patienceMs
  for (;;) {
    const lease = await acquire()
    if (lease !== undefined || performance.now() > deadline) return lease
    await pause(RETRY_MS)
  }
}
