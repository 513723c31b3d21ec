import 'server-only'
import { randomUUID } from 'node:crypto'
import { NoAnswer, type Provider, SignInEnded } from '@/lib/auth/provider'
import type { Actor } from '@/lib/auth/roles'
import type { Db } from '@/lib/db/db'
import { log, logFailure } from '@/lib/runtime/log'
import { singleFlight } from '@/lib/runtime/single-flight'
import { refreshSession } from './refresh-session'
import type { Seal } from './seal'
import { type CachedSession, openSessionCache } from './session-cache'
import { deleteSessions, findSession, insertSession, isExpired, touchSession, type Which } from './store'

const TOUCH_MS = 60_000

// For reading, a session is refreshed in the background when it is older than the first, and waited for after the second.
const REFRESH_MS = 2 * 60_000
const WAIT_MS = 5 * 60_000
/** How long reading goes on with what the provider said last when it does not answer, and how often it is asked. */
const UNVERIFIED_MS = 15 * 60_000
const RETRY_MS = 15_000

/** What does not answer: the identity provider (for reading: for too long), or the database with the session. */
export type Unavailable = 'sign-on' | 'database'

export type SessionState =
  | { is: 'open'; actor: Actor }
  | { is: 'ended' }
  | { is: 'unverified'; because: Unavailable }

export type Sessions = ReturnType<typeof createSessions>

/**
 * The sessions as one process sees them. Reading costs one query in ten seconds; a write always asks the database and the
 * identity provider.
 */
export function createSessions(portal: {
  db: () => Promise<Db>
  /** Absent in the sandbox. */
  provider: Provider | undefined
  seal: Seal
  now: () => Date
}) {
  const { provider } = portal
  const cache = openSessionCache(portal, UNVERIFIED_MS)
  const refreshing = new Map<string, Promise<Actor | undefined>>()
  const now = () => portal.now().getTime()

  async function start(actor: Actor, refreshToken: string | undefined): Promise<string> {
    const [id, at] = [randomUUID(), portal.now()]
    await insertSession(await portal.db(), {
      id,
      actorId: actor.id,
      actor,
      createdAt: at,
      lastSeenAt: at,
      confirmedAt: at,
      refreshToken: refreshToken === undefined ? null : portal.seal.close(refreshToken, id),
      leasedUntil: null,
    })
    return id
  }

  /** The state of a session for reading. */
  async function read(id: string): Promise<SessionState> {
    const cached = await cache.recent(id)
    if (cached === 'unknown') return { is: 'unverified', because: 'database' }
    if (!touchIfOpen(cached)) return { is: 'ended' }
    const { session } = cached
    if (!provider) return { is: 'open', actor: session.actor }
    const age = now() - session.confirmedAt.getTime()
    if (age > REFRESH_MS && (refreshing.has(id) || now() - cached.triedAt > RETRY_MS)) {
      cached.triedAt = now()
      const refreshed = logFailure(refresh(id, provider), 'the identity provider could not be asked')
      if (age > WAIT_MS) await refreshed
    }
    const after = cache.get(id)
    if (!after) return { is: 'ended' }
    return now() - after.session.confirmedAt.getTime() > UNVERIFIED_MS
      ? { is: 'unverified', because: after.isStale ? 'database' : 'sign-on' }
      : { is: 'open', actor: after.session.actor }
  }

  /** The state of a session for a write: as the database and the identity provider have it now. */
  async function confirm(id: string): Promise<SessionState> {
    const cached = await cache.load(id)
    if (!touchIfOpen(cached)) return { is: 'ended' }
    if (!provider) return { is: 'open', actor: cached.session.actor }
    try {
      // A refresh that is under way began before this write. Its failure is for those who wait for it.
      await refreshing.get(id)?.catch(() => undefined)
      // The answer itself and not the cache, which a read may have filled from an older row meanwhile.
      const actor = await refresh(id, provider)
      return actor ? { is: 'open', actor } : { is: 'ended' }
    } catch (error) {
      if (!(error instanceof NoAnswer)) throw error
      log.error({ err: error }, 'a change was refused, because the identity provider could not be asked')
      return { is: 'unverified', because: 'sign-on' }
    }
  }

  /** Whose session this is, if this process knows it already. */
  function actorIdOf(id: string): string | undefined {
    return cache.get(id)?.session.actorId
  }

  /** Ends all sessions of the person whose session this is. */
  async function endEverywhere(id: string, reason: string): Promise<void> {
    const session = await findSession(await portal.db(), id)
    if (session) await end({ actorId: session.actorId }, reason)
  }

  async function end(which: Which, reason: string): Promise<void> {
    cache.remove(await deleteSessions(await portal.db(), which, reason, portal.now()))
  }

  /** Whether a session is still open; if so, it was used just now. */
  function touchIfOpen(cached: CachedSession | undefined): cached is CachedSession {
    if (!cached || isExpired(cached.session, portal.now())) return false
    // Nobody keeps a session of the sandbox in `aws` mode, or the other way round.
    if ((cached.session.refreshToken === null) !== (provider === undefined)) return false
    const at = portal.now()
    if (at.getTime() - cached.session.lastSeenAt.getTime() >= TOUCH_MS) {
      const { id } = cached.session
      cached.session.lastSeenAt = at
      void logFailure(
        portal.db().then((db) => touchSession(db, id, at)),
        'the last use of a session could not be stored',
      )
    }
    return true
  }

  /** Who the person is by what the provider says now; ends the session, and is undefined, when that is nobody. */
  function refresh(id: string, from: Provider): Promise<Actor | undefined> {
    return singleFlight(refreshing, id, async () => {
      try {
        const session = await refreshSession({ ...portal, provider: from }, await portal.db(), id)
        return cache.put(id, session)?.session.actor
      } catch (error) {
        if (!(error instanceof SignInEnded)) throw error
        await end({ id }, `by single sign-on: ${error.message}`)
        return undefined
      }
    })
  }

  return { start, read, confirm, actorIdOf, end, endEverywhere }
}
