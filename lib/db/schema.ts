import { isNotNull } from 'drizzle-orm'
import {
  bigint,
  index,
  integer,
  json,
  pgTable,
  primaryKey,
  text,
  timestamp,
  uniqueIndex,
} from 'drizzle-orm/pg-core'
import type { AuditOutcome } from '@/lib/audit/outcome'
import type { Actor } from '@/lib/auth/roles'
import type { ReadFailure } from '@/lib/errors/read-failure'
import type { StoredColumns } from '@/lib/inventory/columns'
import type { Repository } from '@/lib/repositories/model'
import type { NoteKind, Proposal, RequestStatus } from '@/lib/requests/model'

const time = (name: string) => timestamp(name, { withTimezone: true, mode: 'date' })

/**
 * The portal's copy of one registry, so that a restart finds repositories before it has asked AWS for anything, and what
 * one process reads the others have too. `version` counts the times that `columns` changed. All times are the database's
 * own: the clocks of several processes differ.
 */
export const registryCopies = pgTable(
  'registry_copies',
  {
    account: text('account').notNull(),
    region: text('region').notNull(),
    version: integer('version').notNull().default(0),
    columns: json('columns').$type<StoredColumns>(),
    /** When the reading that `columns` came from began and ended. */
    startedAt: time('started_at'),
    readAt: time('read_at'),
    failure: json('failure').$type<ReadFailure>(),
    /** The process that is reading the registry. */
    leaseHolder: text('reader'),
    leasedUntil: time('reading_until'),
  },
  (table) => [primaryKey({ columns: [table.account, table.region] })],
)

/** The policy of each registry when it was last read: its text, null for none, and why a later reading failed. */
export const registryPolicies = pgTable(
  'registry_policies',
  {
    account: text('account').notNull(),
    region: text('region').notNull(),
    policy: text('policy'),
    /** As AWS reports it; null until a reading succeeds. */
    scope: text('scope'),
    readAt: time('read_at'),
    failure: json('failure').$type<ReadFailure>(),
  },
  (table) => [primaryKey({ columns: [table.account, table.region] })],
)

/** The portal's own writes that are younger than the copy of their registry. */
export const repositoryChanges = pgTable('repository_changes', {
  id: bigint('id', { mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
  at: time('at').notNull().defaultNow(),
  account: text('account').notNull(),
  region: text('region').notNull(),
  repository: json('repository').$type<Repository>().notNull(),
})

/**
 * What the portal last saved or saw as the policy of a repository, so that a change made elsewhere is noticed; and who is
 * saving one now. `version` goes up with both: a reading that began at an older version is too old to be compared.
 */
export const knownPolicies = pgTable(
  'known_policies',
  {
    account: text('account').notNull(),
    region: text('region').notNull(),
    repository: text('repository').notNull(),
    version: integer('version').notNull().default(1),
    /** Null until someone has looked. */
    seenAt: time('seen_at'),
    /** Null if there was none. */
    policy: text('policy'),
    /** Who is saving now. */
    leaseHolder: text('writer'),
    leasedUntil: time('writing_until'),
  },
  (table) => [primaryKey({ columns: [table.account, table.region, table.repository] })],
)

/** Who is signed in. Deleting a row ends its session; the cookie holds only its ID. */
export const sessions = pgTable(
  'sessions',
  {
    id: text('id').primaryKey(),
    actorId: text('actor_id').notNull(),
    /** The person, as the identity provider last described them. */
    actor: json('actor').$type<Actor>().notNull(),
    createdAt: time('created_at').notNull(),
    /** Rounded to the minute, so that most reads write nothing. */
    lastSeenAt: time('last_seen_at').notNull(),
    /** When the identity provider was last asked about the person. */
    confirmedAt: time('confirmed_at').notNull(),
    /** The provider's refresh token, sealed; null in the sandbox, which has no provider. */
    refreshToken: text('refresh_token'),
    /** Held by the process that is asking the provider: a refresh token works once. */
    leasedUntil: time('asking_until'),
  },
  (table) => [index('sessions_by_actor').on(table.actorId)],
)

/**
 * Append-only, enforced by triggers. A write to AWS leaves two rows: its intent before the call, and its outcome after it.
 * `id` counts without gaps, and `hash` seals a row together with the one before it.
 */
export const auditRecords = pgTable(
  'audit_records',
  {
    id: bigint('id', { mode: 'number' }).primaryKey(),
    at: time('at').notNull(),
    actorId: text('actor_id').notNull(),
    actorName: text('actor_name').notNull(),
    action: text('action').notNull(),
    outcome: text('outcome').$type<AuditOutcome>().notNull(),
    /** The row of the intent that this outcome resolves. */
    intentId: bigint('intent_id', { mode: 'number' }),
    account: text('account'),
    region: text('region'),
    repository: text('repository'),
    requestId: integer('request_id'),
    reason: text('reason'),
    before: text('before'),
    after: text('after'),
    error: text('error'),
    awsRequestId: text('aws_request_id'),
    /** Null only in rows from before there were hashes. */
    hash: text('hash'),
  },
  (table) => [
    index('audit_by_repository').on(table.account, table.region, table.repository, table.id),
    index('audit_by_intent').on(table.intentId).where(isNotNull(table.intentId)),
  ],
)

/** Requests for access. What a person typed is kept as they sent it, with secrets removed from the error. */
export const accessRequests = pgTable(
  'access_requests',
  {
    id: integer('id').primaryKey().generatedAlwaysAsIdentity({ startWith: 1001 }),
    /** Generated by the form, so that submitting twice creates one request. */
    submission: text('submission').notNull(),
    createdAt: time('created_at').notNull(),
    requesterId: text('requester_id').notNull(),
    requesterName: text('requester_name').notNull(),
    /** Where to e-mail an answer, if known from signing in. */
    requesterEmail: text('requester_email'),
    account: text('account').notNull(),
    region: text('region').notNull(),
    repository: text('repository').notNull(),
    awsUserName: text('aws_user_name').notNull(),
    action: text('action').notNull(),
    error: text('error').notNull(),
    why: text('why').notNull(),
    /** The verdict on that day, one sentence per line; null if there was none. */
    verdict: text('verdict'),
    proposal: json('proposal').$type<Proposal>(),
    status: text('status').$type<RequestStatus>().notNull(),
    draftOpenedAt: time('draft_opened_at'),
    decidedById: text('decided_by_id'),
    decidedByName: text('decided_by_name'),
    decidedAt: time('decided_at'),
    decisionReason: text('decision_reason'),
  },
  (table) => [
    uniqueIndex('one_request_per_submission').on(table.requesterId, table.submission),
    index('requests_by_status').on(table.status, table.id.desc()),
    index('requests_by_repository').on(table.account, table.region, table.repository),
  ],
)

/** Comments on a request and changes to it, in order. Append-only. */
export const requestNotes = pgTable(
  'request_notes',
  {
    id: bigint('id', { mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
    requestId: integer('request_id').notNull(),
    /** Generated by the form, so that submitting twice adds one note. */
    submission: text('submission').notNull(),
    at: time('at').notNull(),
    authorId: text('author_id').notNull(),
    authorName: text('author_name').notNull(),
    kind: text('kind').$type<NoteKind>().notNull(),
    text: text('text').notNull(),
    /** Of a changed proposal: what it was before. */
    before: json('before').$type<Proposal>(),
    after: json('after').$type<Proposal>(),
  },
  (table) => [uniqueIndex('one_note_per_submission').on(table.requestId, table.submission)],
)
