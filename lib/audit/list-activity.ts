import 'server-only'
import { and, desc, eq, ilike, like, lt, ne, not, or, type SQL } from 'drizzle-orm'
import { refusal } from '@/lib/auth/roles'
import type { Context } from '@/lib/context'
import { auditRecords } from '@/lib/db/schema'
import type { RepositoryRef } from '@/lib/repositories/reference'

export type Activity = typeof auditRecords.$inferSelect

export const ACTIVITY_PER_PAGE = 50

type Wanted = {
  ref?: RepositoryRef
  /** A part of a person's or a repository's name. */
  text?: string
  action?: string
  /** Only records older than this id. */
  before?: number
}

/** What was done, newest first; one more than a page when there is more. Engineers see their own deeds, except on one repository. */
export async function listActivity(ctx: Context, wanted: Wanted): Promise<Activity[]> {
  const conditions: (SQL | undefined)[] = [
    ne(auditRecords.outcome, 'intended'),
    wanted.action ? eq(auditRecords.action, wanted.action) : undefined,
    // A starting point matters to its repository only.
    wanted.ref || wanted.action ? undefined : ne(auditRecords.action, 'permissions.first-seen'),
    wanted.before ? lt(auditRecords.id, wanted.before) : undefined,
  ]
  if (wanted.text) {
    const pattern = `%${wanted.text.replace(/[\\%_]/g, '\\$&')}%`
    conditions.push(or(ilike(auditRecords.repository, pattern), ilike(auditRecords.actorName, pattern)))
  }
  if (wanted.ref)
    conditions.push(
      eq(auditRecords.account, wanted.ref.account),
      eq(auditRecords.region, wanted.ref.region),
      eq(auditRecords.repository, wanted.ref.name),
    )
  if (refusal(ctx.actor, { to: 'activity.readAll' })) {
    const own = eq(auditRecords.actorId, ctx.actor.id)
    // Everybody sees what was done to a repository; what somebody asked for stays between them and ops.
    conditions.push(wanted.ref ? or(own, not(like(auditRecords.action, 'request.%'))) : own)
  }

  const db = await ctx.db()
  return db
    .select()
    .from(auditRecords)
    .where(and(...conditions))
    .orderBy(desc(auditRecords.id))
    .limit(ACTIVITY_PER_PAGE + 1)
}
