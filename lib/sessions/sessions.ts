import 'server-only'
import { randomUUID } from 'node:crypto'
import { NoAnswer, type Provider, SignInEnded } from '@/lib/auth/provider'
import type { Actor } from '@/lib/auth/roles'
import type { Db } from '@/lib/db/db'
import { waitForLease } from '@/lib/db/lease'
import { asExpected } from '@/lib/errors/portal-error'
import { log, logFailure } from '@/lib/runtime/log'
import type { Seal } from './seal'
import {
  deleteSessions,
  findSession,
  insertSession,
  isOver,
  keepAwake,
  leaseSession,
  releaseSession,
  type Session,
  type Which,
} from './store'

/** How long a session that another process ended may be read with here. */
const COPY_MS = 10_000
const AWAKE_MS = 60_000

// For reading, the provider is asked in the background after the first time, and waited for after the second.
const ASK_MS = 2 * 60_000
const WAIT_MS = 5 * 60_000
/** How long reading goes on by what the provider told last when it cannot be asked, and how often that is tried. */
const UNASKED_MS = 15 * 60_000
const PAUSE_MS = 15_000

const PATIENCE_MS = 10_000

/** Who does not answer: the identity provider (for reading: for too long), or the database that has the session. */
export type Unsure = 'sign-on' | 'database'

export type Standing = { is: 'open'; actor: Actor } | { is: 'ended' } | { is: 'unsure'; because: Unsure }

/** What this process knows of a session. */
type Copy = {
  session: Session
  readAt: number
  askedAt: number
  /** Whether the last look into the database failed. */
  isOld: boolean
}

export type Sessions = ReturnType<typeof createSessions>

/**
 * The sessions as one process sees them. Reading costs no query, but for one in ten seconds; a write always asks the
 * database and the identity provider.
 */
export function createSessions(portal: {
  db: () => Promise<Db>
  /** Absent in the sandbox. */
  provider: Provider | undefined
  seal: Seal
  now: () => Date
}) {
  const { provider, seal } = portal
  const copies = new Map<string, Copy>()
  const reading = new Map<string, Promise<Copy | undefined>>()
  const asking = new Map<string, Promise<Actor | undefined>>()
  let endings = 0
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
      refreshToken: refreshToken === undefined ? null : seal.close(refreshToken, id),
      leasedUntil: null,
    })
    return id
  }

  /** What a session is worth for reading. */
  async function read(id: string): Promise<Standing> {
    const copy = await recent(id)
    if (copy === 'unknown') return { is: 'unsure', because: 'database' }
    if (!isAwake(copy)) return { is: 'ended' }
    const { session } = copy
    if (!provider) return { is: 'open', actor: session.actor }
    const age = now() - session.confirmedAt.getTime()
    if (age > ASK_MS && (asking.has(id) || now() - copy.askedAt > PAUSE_MS)) {
      copy.askedAt = now()
      const answer = logFailure(
        shared(asking, id, () => ask(id, provider)),
        'the identity provider could not be asked',
      )
      if (age > WAIT_MS) await answer
    }
    const after = copies.get(id)
    if (!after) return { is: 'ended' }
    return now() - after.session.confirmedAt.getTime() > UNASKED_MS
      ? { is: 'unsure', because: after.isOld ? 'database' : 'sign-on' }
      : { is: 'open', actor: after.session.actor }
  }

  /** What a session is worth for a write: as the database and the identity provider have it now. */
  async function confirm(id: string): Promise<Standing> {
    const copy = await load(id)
    if (!isAwake(copy)) return { is: 'ended' }
    if (!provider) return { is: 'open', actor: copy.session.actor }
    try {
      // A question that is under way began before this write; how it ends is for those who asked it.
      await asking.get(id)?.catch(() => undefined)
      // Its own answer and not the copy, which somebody's reading may have made from an older row meanwhile.
      const actor = await shared(asking, id, () => ask(id, provider))
      return actor ? { is: 'open', actor } : { is: 'ended' }
    } catch (error) {
      if (!(error instanceof NoAnswer)) throw error
      log.error({ err: error }, 'the identity provider could not be asked, so a change was refused')
      return { is: 'unsure', because: 'sign-on' }
    }
  }

  /** Whose session this is, as far as this process knows by itself. */
  function personOf(id: string): string | undefined {
    return copies.get(id)?.session.actorId
  }

  /** Ends all sessions of the person whose session this is. */
  async function endEverywhere(id: string, reason: string): Promise<void> {
    const session = await findSession(await portal.db(), id)
    if (session) await end({ actorId: session.actorId }, reason)
  }

  async function end(which: Which, reason: string): Promise<void> {
    const ended = await deleteSessions(await portal.db(), which, reason, portal.now())
    endings += 1
    for (const id of ended) copies.delete(id)
  }

  /** Whether a session goes on; if so, this counts as a sign of life. */
  function isAwake(copy: Copy | undefined): copy is Copy {
    if (!copy || isOver(copy.session, portal.now())) return false
    // People of the sandbox stay there, and people of a provider are nobody without it.
    if ((copy.session.refreshToken === null) !== (provider === undefined)) return false
    const at = portal.now()
    if (at.getTime() - copy.session.lastSeenAt.getTime() >= AWAKE_MS) {
      const { id } = copy.session
      copy.session.lastSeenAt = at
      void logFailure(
        portal.db().then((db) => keepAwake(db, id, at)),
        'a sign of life was not written down',
      )
    }
    return true
  }

  /** What is known of a session, a few seconds old at most; while the database does not answer, older or unknown. */
  async function recent(id: string): Promise<Copy | undefined | 'unknown'> {
    const copy = copies.get(id)
    if (copy && now() - copy.readAt < COPY_MS) return copy
    return shared(reading, id, () => load(id)).catch((error: unknown) => {
      if (!asExpected(error, 'reading')) throw error
      log.error({ err: error }, 'a session was not looked up')
      if (!copy) return 'unknown'
      copy.readAt = now()
      copy.isOld = true
      return copy
    })
  }

  async function load(id: string): Promise<Copy | undefined> {
    const before = endings
    const session = await findSession(await portal.db(), id)
    // What was ended here meanwhile may be this one.
    return before === endings ? keep(id, session) : load(id)
  }

  function keep(id: string, session: Session | undefined): Copy | undefined {
    const askedAt = copies.get(id)?.askedAt ?? 0
    copies.delete(id)
    if (!session) return undefined
    const copy = { session, readAt: now(), askedAt, isOld: false }
    copies.set(id, copy)
    for (const [other, { readAt }] of copies) if (now() - readAt > UNASKED_MS) copies.delete(other)
    return copy
  }

  /** Asks the provider who the person is now, and ends the session if they are nobody any more: undefined. */
  async function ask(id: string, from: Provider): Promise<Actor | undefined> {
    const db = await portal.db()
    const session = await lease(db, id)
    if (!session?.refreshToken) return void copies.delete(id)
    let { refreshToken } = session
    try {
      const renewal = await from.renew(seal.open(refreshToken, id))
      refreshToken = seal.close(renewal.refreshToken, id)
      const { id: sub, actor } = await renewal.arrival()
      if (sub !== session.actorId) throw new SignInEnded('the identity provider told of somebody else')
      if (!actor) throw new SignInEnded('in no group that may use the portal any more')
      const told = await releaseSession(db, id, { actor, confirmedAt: portal.now(), refreshToken })
      return keep(id, told)?.session.actor
    } catch (error) {
      if (error instanceof SignInEnded) {
        await end({ id }, `by single sign-on: ${error.message}`)
        return undefined
      }
      // The token that was given last is the one that works the next time.
      await logFailure(releaseSession(db, id, { refreshToken }), 'a refresh token was not kept')
      throw error
    }
  }

  return { start, read, confirm, personOf, end, endEverywhere }
}

/** Waits until no other process asks about this session; undefined when it has ended. */
async function lease(db: Db, id: string): Promise<Session | undefined> {
  const leased = await waitForLease(PATIENCE_MS, async () => {
    const session = await leaseSession(db, id)
    return session || !(await findSession(db, id)) ? { session } : undefined
  })
  if (!leased) throw new NoAnswer('another process asks it, and has none')
  return leased.session
}

/** Does work once for all who want it at the same time. */
function shared<T>(running: Map<string, Promise<T>>, id: string, work: () => Promise<T>): Promise<T> {
  const already = running.get(id)
  if (already) return already
  const started = work().finally(() => running.delete(id))
  running.set(id, started)
  return started
}
