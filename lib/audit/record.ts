import 'server-only'
import type { Registry } from '@/lib/accounts/registry'
import type { Actor } from '@/lib/auth/roles'
import type { Context } from '@/lib/context'
import type { Db } from '@/lib/db/db'
import { auditRecords } from '@/lib/db/schema'
import { PortalError } from '@/lib/errors'
import { log } from '@/lib/log'
import type { RepositoryRef } from '@/lib/repositories/reference'

export type AuditAction =
  | 'repository.create'
  | 'permissions.save'
  | 'permissions.delete'
  | 'permissions.outside'
  | 'permissions.first-seen'
  | 'settings.save'
  | 'request.create'
  | 'request.draft'
  | 'request.comment'
  | 'request.ask'
  | 'request.answer'
  | 'request.propose'
  | 'request.withdraw'
  | 'request.grant'
  | 'request.decline'
  | 'account.check'

/** What is recorded of one deed. `before` and `after` are texts, for example a policy; absent means there was none. */
export type AuditEntry = {
  action: AuditAction
  /** A repository, or a whole registry. */
  ref?: RepositoryRef | Registry
  requestId?: number
  reason?: string
  before?: string
  after?: string
}

/** On whose account something is recorded, and when. */
type Recorder = { actor: Pick<Actor, 'id' | 'name'>; now: () => Date }

/** A change of which nobody knows whether it was made: its intent has no outcome until somebody looks again. */
export class OutcomeUnknown extends PortalError {}

type Outcome = {
  outcome: 'intended' | 'done' | 'failed'
  intentId?: number
  error?: string
  awsRequestId?: string
}

async function write(db: Db, ctx: Recorder, entry: AuditEntry, outcome: Outcome): Promise<number> {
  const [row] = await db
    .insert(auditRecords)
    .values({
      at: ctx.now(),
      actorId: ctx.actor.id,
      actorName: ctx.actor.name,
      action: entry.action,
      account: entry.ref?.account,
      region: entry.ref?.region,
      repository: entry.ref && 'name' in entry.ref ? entry.ref.name : undefined,
      requestId: entry.requestId,
      reason: entry.reason,
      before: entry.before,
      after: entry.after,
      ...outcome,
    })
    .returning({ id: auditRecords.id })
  if (!row) throw new Error('the audit record was not written')
  return row.id
}

/** Records a deed of the database alone, or with `error` that it failed; give it the transaction that does it. */
export async function recordAudit(tx: Db, ctx: Recorder, entry: AuditEntry, error?: string): Promise<void> {
  await write(tx, ctx, entry, error === undefined ? { outcome: 'done' } : { outcome: 'failed', error })
}

/**
 * Makes a change in AWS between two records: the intent before it and the outcome after it, because a call to AWS
 * cannot be part of a transaction. When the intent cannot be recorded, the call is not made.
 */
export async function audited<T>(
  ctx: Context,
  entry: AuditEntry,
  change: () => Promise<T>,
  awsRequestIdOf: (result: T) => string | undefined = () => undefined,
): Promise<T> {
  const db = await ctx.db()
  const intentId = await write(db, ctx, entry, { outcome: 'intended' })
  const result = await change().catch(async (error: unknown) => {
    const message = error instanceof Error ? error.message : String(error)
    if (!(error instanceof OutcomeUnknown))
      await record(db, ctx, entry, { outcome: 'failed', intentId, error: message })
    throw error
  })
  await record(db, ctx, entry, { outcome: 'done', intentId, awsRequestId: awsRequestIdOf(result) })
  return result
}

/** The outcome, once AWS has answered: a record that cannot be written must not hide what happened. Its intent stays. */
async function record(db: Db, ctx: Context, entry: AuditEntry, outcome: Outcome): Promise<void> {
  try {
    await write(db, ctx, entry, outcome)
  } catch (error) {
    log.error(
      { err: error, intentId: outcome.intentId, outcome: outcome.outcome },
      'an outcome was not recorded',
    )
  }
}
