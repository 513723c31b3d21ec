import 'server-only'
import type { Registry } from '@/lib/accounts/registry'
import { type Actor, type ProtectedAction, Refused } from '@/lib/auth/roles'
import { isUnanswered } from '@/lib/aws/errors'
import { requestIdOf } from '@/lib/aws/request-id-of'
import type { Context } from '@/lib/context'
import type { Db } from '@/lib/db/db'
import { PortalError, toPortalError } from '@/lib/errors/portal-error'
import type { RepositoryRef } from '@/lib/repositories/reference'
import { trackInFlight } from '@/lib/runtime/in-flight'
import { log } from '@/lib/runtime/log'
import { removeSecrets } from '@/lib/text/redact-secrets'
import { append } from './append'
import type { AuditRecord } from './chain'
import type { Observation } from './observation'
import type { AuditOutcome } from './outcome'

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
  | 'session.start'
  | 'session.refuse'
  | 'session.end'

/** One entry of the audit record. `before` and `after` are texts, such as a policy; absent means there was none. */
export type AuditEntry = {
  action: AuditAction
  /** A repository, or a whole registry. */
  ref?: RepositoryRef | Registry
  requestId?: number
  reason?: string | undefined
  before?: string | undefined
  after?: string | undefined
}

/** Who and when. */
type Recorder = { actor: Pick<Actor, 'id' | 'name'>; now: () => Date }

/** The change may or may not have been made: its intent has no outcome until someone looks again. */
export class OutcomeUnknown extends PortalError {}

type Outcome = {
  outcome: AuditOutcome
  intentId?: number | undefined
  error?: string
  awsRequestId?: string | undefined
}

type Written = Omit<AuditEntry, 'action'> & { action: AuditAction | ProtectedAction['to'] }

const LONGEST_REFUSAL = 1000

async function write(db: Db, ctx: Recorder, entry: Written, outcome: Outcome): Promise<number | undefined> {
  return append(db, {
    at: ctx.now(),
    actorId: ctx.actor.id,
    actorName: ctx.actor.name,
    action: entry.action,
    outcome: outcome.outcome,
    intentId: outcome.intentId ?? null,
    account: entry.ref?.account ?? null,
    region: entry.ref?.region ?? null,
    repository: entry.ref && 'name' in entry.ref ? entry.ref.name : null,
    requestId: entry.requestId ?? null,
    reason: withoutSecrets(entry.reason),
    before: storable(entry.before),
    after: storable(entry.after),
    error: withoutSecrets(outcome.error),
    awsRequestId: outcome.awsRequestId ?? null,
  })
}

/**
 * The text as PostgreSQL returns it, because the hash covers what is stored: no null character, and valid UTF-8 only.
 */
function storable(text: string | undefined): string | null {
  return text === undefined ? null : Buffer.from(text.replaceAll('\0', '')).toString()
}

function withoutSecrets(text: string | undefined): string | null {
  return storable(text && removeSecrets(text).text)
}

/**
 * Records an action on the database alone, or, with `error`, that it failed. Pass the action's own transaction, and
 * call this last in it.
 */
export async function recordAudit(tx: Db, ctx: Recorder, entry: AuditEntry, error?: string): Promise<void> {
  await write(tx, ctx, entry, error === undefined ? { outcome: 'done' } : { outcome: 'failed', error })
}

/**
 * Makes a change in AWS between two records: the intent before it and the outcome after it, because a call to AWS
 * cannot be part of a transaction. When the intent cannot be recorded, the call is not made. An intent whose outcome
 * is unknown stays without one, and is reconciled with AWS later.
 */
export function audited<T>(
  ctx: Context,
  entry: AuditEntry,
  change: () => Promise<T>,
  awsRequestIdOf: (result: T) => string | undefined = () => undefined,
): Promise<T> {
  return trackInFlight(makeBetweenRecords(ctx, entry, change, awsRequestIdOf))
}

async function makeBetweenRecords<T>(
  ctx: Context,
  entry: AuditEntry,
  change: () => Promise<T>,
  awsRequestIdOf: (result: T) => string | undefined,
): Promise<T> {
  const intentId = await intend(ctx, entry)
  const result = await change().catch(async (error: unknown) => {
    const message = error instanceof Error ? error.message : String(error)
    if (!(error instanceof OutcomeUnknown || isUnanswered(error)))
      await record(ctx, entry, {
        outcome: 'failed',
        intentId,
        error: message,
        awsRequestId: requestIdOf(error),
      })
    throw error
  })
  await record(ctx, entry, { outcome: 'done', intentId, awsRequestId: awsRequestIdOf(result) })
  return result
}

async function intend(ctx: Context, entry: AuditEntry): Promise<number | undefined> {
  try {
    return await write(await ctx.db(), ctx, entry, { outcome: 'intended' })
  } catch (error) {
    throw toPortalError(error, 'changing') ?? error
  }
}

/** Records the outcome. If that fails, the result must still reach the person, so the intent just stays open. */
async function record(ctx: Context, entry: Written, outcome: Outcome): Promise<void> {
  try {
    await write(await ctx.db(), ctx, entry, outcome)
  } catch (error) {
    log.error(
      { err: error, intentId: outcome.intentId, outcome: outcome.outcome },
      'an outcome was not recorded',
    )
  }
}

/** Records an attempt that was not allowed; ignores any other error. */
export async function recordRefusal(ctx: Context, error: unknown): Promise<void> {
  if (!(error instanceof Refused)) return
  const reason = error.message.slice(0, LONGEST_REFUSAL)
  await record(ctx, { action: error.action, ...error.on }, { outcome: 'refused', error: reason })
}

/** Records the outcome of an intent, in the name of whoever looked; does nothing if it has one by now. */
export async function resolveIntent(
  db: Db,
  ctx: Recorder,
  intent: AuditRecord,
  observation: Observation,
): Promise<void> {
  const { id: intentId, hash: _, ...rest } = intent
  await append(db, {
    ...rest,
    at: ctx.now(),
    actorId: ctx.actor.id,
    actorName: ctx.actor.name,
    outcome: observation.outcome,
    intentId,
    error: observation.outcome === 'done' ? null : observation.words,
  })
}
