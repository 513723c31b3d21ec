import 'server-only'
import type { accessRequests } from '@/lib/db/schema'
import type { AccessRequest } from './model'

/** A stored row as the request that the rest of the portal knows. */
export function toAccessRequest(row: typeof accessRequests.$inferSelect): AccessRequest {
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
