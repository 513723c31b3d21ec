import 'server-only'
import { and, desc, eq, lt, or } from 'drizzle-orm'
import { recordAudit } from '@/lib/audit/record'
import type { Db } from '@/lib/db/db'
import { isFree, leaseUntil } from '@/lib/db/lease'
import { sessions } from '@/lib/db/schema'

export type Session = typeof sessions.$inferSelect

/** A session ends after this time, however much it is used, and after this time without use. */
export const MAX_AGE_MS = 8 * 3_600_000
const IDLE_MS = 3_600_000

export function isExpired({ createdAt, lastSeenAt }: Session, now: Date): boolean {
  return now.getTime() - createdAt.getTime() >= MAX_AGE_MS || now.getTime() - lastSeenAt.getTime() >= IDLE_MS
}

export async function findSession(db: Db, id: string): Promise<Session | undefined> {
  const [session] = await db.select().from(sessions).where(eq(sessions.id, id))
  return session
}

/** Open sessions, newest first: all, or those of one person by id or name. */
export async function listSessions(db: Db, now: Date, person?: string): Promise<Session[]> {
  const all = await db.select().from(sessions).orderBy(desc(sessions.createdAt))
  return all.filter(
    (session) =>
      !isExpired(session, now) &&
      (person === undefined || session.actorId === person || session.actor.name === person),
  )
}

/** Starts a session, and deletes those that have expired, with the tokens in them. */
export async function insertSession(db: Db, session: Session): Promise<void> {
  const { actor, createdAt: now } = session
  const expired = or(
    lt(sessions.createdAt, new Date(now.getTime() - MAX_AGE_MS)),
    lt(sessions.lastSeenAt, new Date(now.getTime() - IDLE_MS)),
  )
  await db.transaction(async (tx) => {
    await tx.delete(sessions).where(expired)
    await tx.insert(sessions).values(session)
    await recordAudit(tx, { actor, now: () => now }, { action: 'session.start' })
  })
}

export async function touchSession(db: Db, id: string, now: Date): Promise<void> {
  await db
    .update(sessions)
    .set({ lastSeenAt: now })
    .where(and(eq(sessions.id, id), lt(sessions.lastSeenAt, now)))
}

/** Longer than asking the provider about one session may take. */
const LEASE_MS = 20_000

/**
 * Makes this process the only one that asks the provider about a session. Undefined when another one does, or when the
 * session has ended.
 */
export async function leaseSession(db: Db, id: string): Promise<Session | undefined> {
  const [session] = await db
    .update(sessions)
    .set({ leasedUntil: leaseUntil(LEASE_MS) })
    .where(and(eq(sessions.id, id), isFree(sessions)))
    .returning()
  return session
}

/** Stores what the provider said and ends the lease; undefined when the session has ended meanwhile. */
export async function releaseSession(
  db: Db,
  id: string,
  answer: Partial<Pick<Session, 'actor' | 'confirmedAt' | 'refreshToken'>>,
): Promise<Session | undefined> {
  const [session] = await db
    .update(sessions)
    .set({ ...answer, leasedUntil: null })
    .where(eq(sessions.id, id))
    .returning()
  return session
}

/** One session, or all of a person. */
export type Which = { id: string } | { actorId: string }

/** Ends sessions and returns their ids. The reason says who ended them. */
export async function deleteSessions(db: Db, which: Which, reason: string, now: Date): Promise<string[]> {
  const where = 'id' in which ? eq(sessions.id, which.id) : eq(sessions.actorId, which.actorId)
  return db.transaction(async (tx) => {
    const ended = await tx.delete(sessions).where(where).returning()
    for (const { actor } of ended)
      await recordAudit(tx, { actor, now: () => now }, { action: 'session.end', reason })
    return ended.map(({ id }) => id)
  })
}
