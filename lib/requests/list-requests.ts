import 'server-only'
import { and, count, eq, getTableColumns, inArray, lt, ne, type SQL, sql } from 'drizzle-orm'
import type { Context } from '@/lib/context'
import { accessRequests } from '@/lib/db/schema'
import { type AccessRequest, OPEN_STATUSES, type RequestStatus } from './model'
import { REQUEST_STATES, type RequestState, statusesOf } from './request-state'
import { type RiskKind, type RiskMark, riskMarks } from './risk-marks'
import { readableRequest, toAccessRequest } from './rows'

export const REQUESTS_PER_PAGE = 50

type Wanted = { state: RequestState; account?: string | undefined; risk?: RiskKind | undefined; page: number }

/** A request as a list shows it: with its risk marks, without its long texts. */
export type ListedRequest = Omit<AccessRequest, 'error' | 'verdict'> & { marks: RiskMark[] }

export type RequestList = {
  requests: ListedRequest[]
  /** How many there are in each state, with the account and risk filters applied. */
  counts: Record<RequestState, number>
  page: number
  pages: number
}

/**
 * A page of requests: waiting ones first (oldest first), then those with an open question, then the rest, latest
 * decision first. Ops sees all; others see their own, with those that need their answer first.
 */
export async function listRequests(ctx: Context, wanted: Wanted): Promise<RequestList> {
  const { state, risk } = wanted
  const where = and(mine(ctx), wanted.account ? eq(accessRequests.account, wanted.account) : undefined)
  // Risks are not stored, because their rules change. So filtering by risk judges all requests.
  const judged =
    risk && (await select(ctx, where)).filter(({ marks }) => marks.some(({ kind }) => kind === risk))
  const counts = judged ? countsOf(judged) : await countByState(ctx, where)
  const pages = Math.max(1, Math.ceil(counts[state] / REQUESTS_PER_PAGE))
  const page = Math.min(wanted.page, pages)
  const start = (page - 1) * REQUESTS_PER_PAGE
  const requests = judged
    ? judged
        .filter(({ status }) => statusesOf(state).includes(status))
        .slice(start, start + REQUESTS_PER_PAGE)
    : await select(ctx, and(where, inArray(accessRequests.status, statusesOf(state))), start)
  return { requests, counts, page, pages }
}

/** Throws `not-found` when there is none, and `forbidden` when this person may not read it. */
export async function requireRequest(ctx: Context, id: number): Promise<AccessRequest> {
  const db = await ctx.db()
  const [row] = await db.select().from(accessRequests).where(eq(accessRequests.id, id))
  return readableRequest(ctx, id, row)
}

/** The waiting request made next after this one, or else the oldest; undefined when no other is waiting. */
export async function nextWaiting(ctx: Context, id: number): Promise<number | undefined> {
  const db = await ctx.db()
  const { id: column, status, requesterId } = accessRequests
  const [next] = await db
    .select({ id: column })
    .from(accessRequests)
    .where(and(eq(status, 'waiting'), ne(column, id), ne(requesterId, ctx.actor.id), mine(ctx)))
    .orderBy(lt(column, id), column)
    .limit(1)
  return next?.id
}

function mine(ctx: Context): SQL | undefined {
  return ctx.actor.role === 'ops' ? undefined : eq(accessRequests.requesterId, ctx.actor.id)
}

const NONE = { open: 0, waiting: 0, asked: 0, granted: 0, declined: 0, withdrawn: 0, all: 0 }
const { error: _error, verdict: _verdict, ...LISTED } = getTableColumns(accessRequests)

/** All of them in order, or one page from `start`. */
async function select(ctx: Context, where: SQL | undefined, start?: number): Promise<ListedRequest[]> {
  const db = await ctx.db()
  const first = ctx.actor.role === 'ops' ? 'waiting' : 'asked'
  const { status, createdAt, decidedAt } = accessRequests
  const isOpen = inArray(status, OPEN_STATUSES)
  const query = db
    .select(LISTED)
    .from(accessRequests)
    .where(where)
    .orderBy(
      sql`case when ${status} = ${first} then 0 when ${isOpen} then 1 else 2 end`,
      sql`case when ${isOpen} then ${createdAt} end`,
      sql`coalesce(${decidedAt}, ${createdAt}) desc`,
      accessRequests.id,
    )
  const rows = start === undefined ? await query : await query.limit(REQUESTS_PER_PAGE).offset(start)
  return rows.map((row) => {
    const { error, verdict, ...request } = toAccessRequest({ ...row, error: '', verdict: null })
    return { ...request, marks: riskMarks(request, ctx) }
  })
}

async function countByState(ctx: Context, where: SQL | undefined): Promise<Record<RequestState, number>> {
  const db = await ctx.db()
  const { status } = accessRequests
  const rows = await db.select({ status, many: count() }).from(accessRequests).where(where).groupBy(status)
  return countsOf(rows)
}

/** `many` is how many requests a row represents, by default one. */
function countsOf(rows: readonly { status: RequestStatus; many?: number }[]): Record<RequestState, number> {
  const counts = { ...NONE }
  for (const state of REQUEST_STATES)
    for (const { status, many = 1 } of rows) if (statusesOf(state).includes(status)) counts[state] += many
  return counts
}
