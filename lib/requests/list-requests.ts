import 'server-only'
import { and, count, eq } from 'drizzle-orm'
import type { Context } from '@/lib/context'
import { accessRequests } from '@/lib/db/schema'

/** How many requests wait: all of them for ops, their own for everybody else. */
export async function countWaitingRequests(ctx: Context): Promise<number> {
  const db = await ctx.db()
  const [row] = await db
    .select({ waiting: count() })
    .from(accessRequests)
    .where(and(eq(accessRequests.status, 'waiting'), mine(ctx)))
  return row?.waiting ?? 0
}

function mine(ctx: Context) {
  return ctx.actor.role === 'ops' ? undefined : eq(accessRequests.requesterId, ctx.actor.id)
}
