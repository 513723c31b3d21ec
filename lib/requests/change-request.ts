import 'server-only'
import { eq } from 'drizzle-orm'
import { type AuditEntry, recordAudit } from '@/lib/audit/record'
import type { Context } from '@/lib/context'
import type { Db } from '@/lib/db/db'
import { accessRequests, requestNotes } from '@/lib/db/schema'
import { PortalError } from '@/lib/errors/portal-error'
import { countWaitingAnew } from './count-waiting'
import { type AccessRequest, isOpen, type NoteKind, type Proposal, repositoryOf } from './model'
import { readableRequest } from './rows'

/** A transaction that has locked one request, and that request. */
export type Held = { tx: Db; request: AccessRequest }

type Note = {
  submission: string
  kind: NoteKind
  text: string
  before?: Proposal | undefined
  after?: Proposal | undefined
}

type RequestAction =
  | 'request.comment'
  | 'request.ask'
  | 'request.answer'
  | 'request.propose'
  | 'request.withdraw'
  | 'request.grant'
  | 'request.decline'

/**
 * Changes a request under a row lock: whoever comes second sees what the first left. If `change` throws, nothing is
 * kept. Only for those who may read the request.
 */
export async function changeRequest<T>(
  ctx: Context,
  id: number,
  change: (held: Held) => Promise<T>,
): Promise<T> {
  const db = await ctx.db()
  try {
    return await db.transaction(async (tx) => {
      const [row] = await tx.select().from(accessRequests).where(eq(accessRequests.id, id)).for('update')
      return change({ tx, request: readableRequest(ctx, id, row) })
    })
  } finally {
    countWaitingAnew()
  }
}

export async function setRequest(
  { tx, request }: Held,
  values: Partial<typeof accessRequests.$inferInsert>,
): Promise<void> {
  await tx.update(accessRequests).set(values).where(eq(accessRequests.id, request.id))
}

/** Adds a note. False when this submission arrived before: then there is nothing left to do. */
export async function addNote(ctx: Context, { tx, request }: Held, note: Note): Promise<boolean> {
  const added = await tx
    .insert(requestNotes)
    .values({
      ...note,
      requestId: request.id,
      at: ctx.now(),
      authorId: ctx.actor.id,
      authorName: ctx.actor.name,
    })
    .onConflictDoNothing()
    .returning({ id: requestNotes.id })
  return added.length > 0
}

/** Records what was done to a request, or, with `error`, that it failed. */
export async function recordOnRequest(
  ctx: Context,
  { tx, request }: Held,
  action: RequestAction,
  more: Pick<AuditEntry, 'reason' | 'before' | 'after'> = {},
  error?: string,
): Promise<void> {
  const entry = { action, ref: repositoryOf(request), requestId: request.id, ...more }
  await recordAudit(tx, ctx, entry, error)
}

/** Throws `conflict` when the request is already closed. */
export function requireOpen(request: AccessRequest): void {
  if (isOpen(request)) return
  throw new PortalError(
    'conflict',
    `${request.decidedBy ?? 'Someone'} has already ${request.status} request #${request.id}, so your change wasn’t saved.`,
  )
}
