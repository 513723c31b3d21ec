import 'server-only'
import {
  and,
  desc,
  eq,
  getTableColumns,
  ilike,
  isNull,
  like,
  lt,
  ne,
  not,
  or,
  type SQL,
  sql,
} from 'drizzle-orm'
import { alias } from 'drizzle-orm/pg-core'
import type { Registry } from '@/lib/accounts/registry'
import { refusal } from '@/lib/auth/roles'
import type { Context } from '@/lib/context'
import { auditRecords } from '@/lib/db/schema'
import type { RepositoryRef } from '@/lib/repositories/reference'
import type { AuditRecord } from './chain'
import type { AuditOutcome } from './outcome'

/**
 * A record for people to read. `author` is the person whose action it was, even if the portal found out later how it
 * ended; `previousHash` went into its hash.
 */
export type Activity = AuditRecord & { author: string; previousHash: string | null }

export const ACTIVITY_PER_PAGE = 50

export type WantedActivity = {
  /** A repository, or a registry as a whole. */
  ref?: RepositoryRef | Registry | undefined
  /** Part of a person's or a repository's name. */
  text?: string | undefined
  action?: string | undefined
  outcome?: AuditOutcome | undefined
  /** Only records older than this id. */
  before?: number | undefined
}

const intent = alias(auditRecords, 'intent')
const previous = alias(auditRecords, 'previous')
const authorId = sql`coalesce(${intent.actorId}, ${auditRecords.actorId})`
const author = sql<string>`coalesce(${intent.actorName}, ${auditRecords.actorName})`

/**
 * Activity, newest first, plus one extra record when there is another page. Engineers see only their own, except on one
 * repository or registry.
 */
export function listActivity(ctx: Context, wanted: WantedActivity): Promise<Activity[]> {
  return selectActivity(ctx, and(visible(ctx, wanted), filter(wanted)), ACTIVITY_PER_PAGE + 1)
}

const BATCH = 200

/** The same over all pages, read lazily. */
export async function* eachActivity(ctx: Context, wanted: WantedActivity): AsyncGenerator<Activity> {
  let before = wanted.before
  for (;;) {
    const conditions = and(visible(ctx, wanted), filter({ ...wanted, before }))
    const batch = await selectActivity(ctx, conditions, BATCH)
    yield* batch
    before = batch.at(-1)?.id
    if (batch.length < BATCH) return
  }
}

/** The records that match a condition, newest first. */
export async function selectActivity(
  ctx: Context,
  where: SQL | undefined,
  limit: number,
): Promise<Activity[]> {
  const db = await ctx.db()
  return db
    .select({ ...getTableColumns(auditRecords), author, previousHash: previous.hash })
    .from(auditRecords)
    .leftJoin(intent, eq(intent.id, auditRecords.intentId))
    .leftJoin(previous, eq(previous.id, sql`${auditRecords.id} - 1`))
    .where(where)
    .orderBy(desc(auditRecords.id))
    .limit(limit)
}

function filter({ ref, text, action, outcome, before }: WantedActivity): SQL | undefined {
  const pattern = text && `%${text.replace(/[\\%_]/g, '\\$&')}%`
  return and(
    before ? lt(auditRecords.id, before) : undefined,
    action ? eq(auditRecords.action, action) : undefined,
    outcome ? eq(auditRecords.outcome, outcome) : undefined,
    pattern ? or(ilike(auditRecords.repository, pattern), ilike(author, pattern)) : undefined,
    ref ? isAbout(ref) : undefined,
  )
}

function visible(ctx: Context, { ref, action }: WantedActivity): SQL | undefined {
  return and(
    ne(auditRecords.outcome, 'intended'),
    // The first sighting of a policy matters only to its repository, and a refusal changed nothing there.
    ref || action ? undefined : ne(auditRecords.action, 'permissions.first-seen'),
    ref ? ne(auditRecords.outcome, 'refused') : undefined,
    // Sign-ins and sign-outs would bury the rest, so they appear only when asked for.
    action ? undefined : not(like(auditRecords.action, 'session.%')),
    refusal(ctx.actor, { to: 'activity.readAll' }) ? ownOf(ctx, ref) : undefined,
  )
}

/** Everyone sees changes to a repository or registry; a request stays between its author and operations. */
function ownOf(ctx: Context, ref: WantedActivity['ref']): SQL | undefined {
  const own = sql`${authorId} = ${ctx.actor.id}`
  return ref ? or(own, not(like(auditRecords.action, 'request.%'))) : own
}

/** Whether a record is about this repository, or about this registry and none of its repositories. */
export function isAbout(ref: RepositoryRef | Registry): SQL | undefined {
  return and(
    eq(auditRecords.account, ref.account),
    eq(auditRecords.region, ref.region),
    'name' in ref ? eq(auditRecords.repository, ref.name) : isNull(auditRecords.repository),
  )
}
