import 'server-only'
import type { Activity } from './list-activity'

export const AUDIT_EXPORT_COLUMNS = [
  'seq',
  'at',
  'author',
  'actorId',
  'actorName',
  'action',
  'outcome',
  'intentSeq',
  'account',
  'region',
  'repository',
  'requestId',
  'reason',
  'before',
  'after',
  'error',
  'awsRequestId',
  'previousHash',
  'hash',
] as const

type ExportRow = Record<(typeof AUDIT_EXPORT_COLUMNS)[number], string | number | null>

/** Exported records. The JSON contains everything that a record's hash covers, so each can be verified by itself. */
export async function* toAuditExportRows(records: AsyncIterable<Activity>): AsyncGenerator<ExportRow> {
  for await (const { id, intentId, at, ...rest } of records)
    yield { seq: id, at: at.toISOString(), intentSeq: intentId, ...rest }
}
