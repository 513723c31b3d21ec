import 'server-only'
import { log } from '@/lib/runtime/log'

export type Tried<T> = { ok: true; value: T } | { ok: false }

/** Browsing goes on without the database; what failed is logged. */
export async function inStore<T>(what: string, work: () => Promise<T>): Promise<Tried<T>> {
  try {
    return { ok: true, value: await work() }
  } catch (error) {
    log.error({ err: error }, `the inventory’s store could not ${what}`)
    return { ok: false }
  }
}
