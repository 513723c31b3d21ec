import 'server-only'
import { and, count, eq, inArray } from 'drizzle-orm'
import type { Context } from '@/lib/context'
import { accessRequests } from '@/lib/db/schema'
import { logFailure } from '@/lib/runtime/log'
import { OPEN_STATUSES } from './model'

const GOOD_FOR_MS = 2000

/** By person. Every page shows the number, so it is cached, including the failure of a database. */
const counted = new Map<string, { at: number; waiting: number | undefined }>()

/**
 * How many requests are waiting: for ops those that need a decision, for everyone else their own open ones. Changes in
 * this process show at once, those of other processes after two seconds. Undefined while the database is down.
 */
export async function countWaitingRequests(ctx: Context): Promise<number | undefined> {
  const now = ctx.now().getTime()
  const known = counted.get(ctx.actor.id)
  if (known && now - known.at < GOOD_FOR_MS) return known.waiting
  const waiting = await logFailure(ask(ctx), 'the waiting requests were not counted')
  counted.set(ctx.actor.id, { at: now, waiting })
  return waiting
}

async function ask(ctx: Context): Promise<number> {
  const db = await ctx.db()
  const [row] = await db
    .select({ waiting: count() })
    .from(accessRequests)
    .where(
      ctx.actor.role === 'ops'
        ? eq(accessRequests.status, 'waiting')
        : and(inArray(accessRequests.status, OPEN_STATUSES), eq(accessRequests.requesterId, ctx.actor.id)),
    )
  return row?.waiting ?? 0
}

/** Call this when a request was made or its status has changed. */
export function countWaitingAnew(): void {
  counted.clear()
}
