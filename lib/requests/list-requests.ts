import 'server-only'
import { and, asc, desc, eq, type SQL } from 'drizzle-orm'
import type { Context } from '@/lib/context'
import { accessRequests } from '@/lib/db/schema'
import { type AccessRequest, isOpen, REQUEST_STATUSES } from './model'
import { readableRequest, toAccessRequest } from './rows'

const MOST_LISTED = 500

type Wanted = { status?: AccessRequest['status']; account?: string }

/** Open requests stand first, the oldest of each status at the top; then the closed ones, newest first. Ops sees all, others their own. */
export async function listRequests(ctx: Context, wanted: Wanted = {}): Promise<AccessRequest[]> {
  const db = await ctx.db()
  const where = (status: SQL | undefined) =>
    and(status, mine(ctx), wanted.account ? eq(accessRequests.account, wanted.account) : undefined)
  const select = (status: AccessRequest['status']) =>
    db
      .select()
      .from(accessRequests)
      .where(where(eq(accessRequests.status, status)))
      .orderBy(isOpen({ status }) ? asc(accessRequests.id) : desc(accessRequests.decidedAt))
      .limit(MOST_LISTED)
  const statuses = wanted.status ? [wanted.status] : REQUEST_STATUSES
  const rows = await Promise.all(statuses.map(select))
  return rows.flat().map(toAccessRequest)
}

/** One request. Throws `not-found` when there is none, and `forbidden` when it is not this person's to read. */
export async function requireRequest(ctx: Context, id: number): Promise<AccessRequest> {
  const db = await ctx.db()
  const [row] = await db.select().from(accessRequests).where(eq(accessRequests.id, id))
  return readableRequest(ctx, id, row)
}

function mine(ctx: Context): SQL | undefined {
  return ctx.actor.role === 'ops' ? undefined : eq(accessRequests.requesterId, ctx.actor.id)
}
