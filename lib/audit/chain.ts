import 'server-only'
import { createHmac } from 'node:crypto'
import type { auditRecords } from '@/lib/db/schema'

export type AuditRecord = typeof auditRecords.$inferSelect

/** The newest record, which the next one is chained to; `id` is 0 when there is none. */
export type Head = { id: number; hash: string }

export const NO_HEAD: Head = { id: 0, hash: '' }

/** Increase it when the canonical text changes, and keep the old one for the records that were sealed with it. */
const VERSION = 1

/**
 * The seal of a record: `v1.` and the HMAC-SHA256, in hexadecimal, of its canonical text in UTF-8. That text is a JSON
 * array, as JSON.stringify writes it, of the version, the record's values in the order below (the time in UTC as
 * 2026-11-23T09:30:00.000Z, absent values as null) and the previous record's hash, empty for the first of a chain.
 */
export function hashOf(key: string, record: Omit<AuditRecord, 'hash'>, previous: string): string {
  const canonical = JSON.stringify([
    VERSION,
    record.id,
    record.at.toISOString(),
    record.actorId,
    record.actorName,
    record.action,
    record.outcome,
    record.intentId,
    record.account,
    record.region,
    record.repository,
    record.requestId,
    record.reason,
    record.before,
    record.after,
    record.error,
    record.awsRequestId,
    previous,
  ])
  return `v${VERSION}.${createHmac('sha256', key).update(canonical).digest('hex')}`
}
