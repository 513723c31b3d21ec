import 'server-only'
import { and, asc, desc, eq, type SQL } from 'drizzle-orm'
import { authorize } from '@/lib/auth/roles'
import type { Context } from '@/lib/context'
import { accessRequests } from '@/lib/db/schema'
import { PortalError } from '@/lib/errors'
import { type AccessRequest, REQUEST_STATUSES } from './model'
import { toAccessRequest } from './rows'

const MOST_LISTED = 500

type Wanted = { status?: AccessRequest['status']; account?: string }

/** Requests that wait stand first, the oldest of them at the top; then the decided ones, newest first. Ops sees all, others their own. */
export async function listRequests(ctx: Context, wanted: Wanted = {}): Promise<AccessRequest[]> {
  const db = await ctx.db()
  const where = (status: SQL | undefined) =>
    and(status, mine(ctx), wanted.account ? eq(accessRequests.account, wanted.account) : undefined)
  const select = (status: AccessRequest['status']) =>
    db
      .select()
      .from(accessRequests)
      .where(where(eq(accessRequests.status, status)))
      .orderBy(status === 'waiting' ? asc(accessRequests.id) : desc(accessRequests.decidedAt))
      .limit(MOST_LISTED)
  const statuses = wanted.status ? [wanted.status] : REQUEST_STATUSES
  const rows = await Promise.all(statuses.map(select))
  return rows.flat().map(toAccessRequest)
}

/** One request. Throws `not-found` when there is none, and `forbidden` when it is not this person's to read. */
export async function requireRequest(ctx: Context, id: number): Promise<AccessRequest> {
  const db = await ctx.db()
  const [row] = await db.select().from(accessRequests).where(eq(accessRequests.id, id))
  if (!row) throw new PortalError('not-found', `There is no request #${id}.`)
  authorize(ctx.actor, { to: 'request.read', requesterId: row.requesterId })
  return toAccessRequest(row)
}

function mine(ctx: Context): SQL | undefined {
  return ctx.actor.role === 'ops' ? undefined : eq(accessRequests.requesterId, ctx.actor.id)
}
