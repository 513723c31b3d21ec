import 'server-only'
import type { Db } from '@/lib/db/db'
import { toPortalError } from '@/lib/errors/portal-error'
import { log } from '@/lib/runtime/log'
import { singleFlight } from '@/lib/runtime/single-flight'
import { findSession, type Session } from './store'

/** How long a session that another process ended can still be read with here. */
const FRESH_MS = 10_000

export type CachedSession = {
  session: Session
  readAt: number
  /** When this process last tried to refresh it. */
  triedAt: number
  /** Whether the database did not answer the last time. */
  isStale: boolean
}

/** The rows that this process has read, so that a request costs no query. */
export function openSessionCache(portal: { db: () => Promise<Db>; now: () => Date }, keptMs: number) {
  const cached = new Map<string, CachedSession>()
  const loading = new Map<string, Promise<CachedSession | undefined>>()
  let removals = 0
  const now = () => portal.now().getTime()

  function get(id: string): CachedSession | undefined {
    return cached.get(id)
  }

  /** A few seconds old at most. While the database does not answer, older, or `unknown`. */
  async function recent(id: string): Promise<CachedSession | undefined | 'unknown'> {
    const found = cached.get(id)
    if (found && now() - found.readAt < FRESH_MS) return found
    return singleFlight(loading, id, () => load(id)).catch((error: unknown) => {
      if (!toPortalError(error, 'reading')) throw error
      log.error({ err: error }, 'a session could not be looked up')
      if (!found) return 'unknown'
      found.readAt = now()
      found.isStale = true
      return found
    })
  }

  /** As the database has it now. */
  async function load(id: string): Promise<CachedSession | undefined> {
    const before = removals
    const session = await findSession(await portal.db(), id)
    // A session that was removed meanwhile may be this one.
    return before === removals ? put(id, session) : load(id)
  }

  function put(id: string, session: Session | undefined): CachedSession | undefined {
    const triedAt = cached.get(id)?.triedAt ?? 0
    cached.delete(id)
    if (!session) return undefined
    const entry = { session, readAt: now(), triedAt, isStale: false }
    cached.set(id, entry)
    for (const [other, { readAt }] of cached) if (now() - readAt > keptMs) cached.delete(other)
    return entry
  }

  function remove(ids: readonly string[]): void {
    removals += 1
    for (const id of ids) cached.delete(id)
  }

  return { get, recent, load, put, remove }
}
