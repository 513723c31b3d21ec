import 'server-only'
import { authorize } from '@/lib/auth/roles'
import type { Context } from '@/lib/context'
import type { accessRequests, requestNotes } from '@/lib/db/schema'
import { PortalError } from '@/lib/errors/portal-error'
import type { AccessRequest, RequestNote } from './model'

type RequestRow = typeof accessRequests.$inferSelect

/** A stored row as the request type of the rest of the portal. */
export function toAccessRequest(row: RequestRow): AccessRequest {
  return {
    id: row.id,
    status: row.status,
    createdAt: row.createdAt.getTime(),
    requesterId: row.requesterId,
    requesterName: row.requesterName,
    requesterEmail: row.requesterEmail ?? undefined,
    verdict: row.verdict ?? undefined,
    account: row.account,
    region: row.region,
    repository: row.repository,
    awsUserName: row.awsUserName,
    action: row.action,
    error: row.error,
    why: row.why,
    proposal: row.proposal ?? undefined,
    decidedBy: row.decidedByName ?? undefined,
    decidedAt: row.decidedAt?.getTime(),
    decisionReason: row.decisionReason ?? undefined,
    draftOpenedAt: row.draftOpenedAt?.getTime(),
  }
}

/** Throws `not-found` when there is no row, and `forbidden` when this person may not read it. */
export function readableRequest(ctx: Context, id: number, row: RequestRow | undefined): AccessRequest {
  if (!row) throw new PortalError('not-found', `There is no request #${id}.`)
  authorize(ctx.actor, { to: 'request.read', requesterId: row.requesterId }, { requestId: id })
  return toAccessRequest(row)
}

export function toRequestNote(row: typeof requestNotes.$inferSelect): RequestNote {
  return {
    id: row.id,
    at: row.at.getTime(),
    authorId: row.authorId,
    authorName: row.authorName,
    kind: row.kind,
    text: row.text,
    before: row.before ?? undefined,
    after: row.after ?? undefined,
  }
}
