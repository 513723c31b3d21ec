import 'server-only'
import { asc, desc, gt } from 'drizzle-orm'
import type { Db } from '@/lib/db/db'
import { auditRecords } from '@/lib/db/schema'
import { type AuditRecord, type Head, hashOf, NO_HEAD } from './chain'

/** `unsealed` counts the records from before there were hashes, which can't be verified. */
export type Verdict = { sealed: number; unsealed: number; head: Head } & (
  | { ok: true }
  | { ok: false; id: number; problem: string }
)

const BATCH = 500

/**
 * Verifies the whole record in order, a batch at a time, and stops at the first broken link. `kept` is a head that was
 * written down earlier: without it, a truncated end can't be detected.
 */
export async function verifyChain(db: Db, key: string, kept?: Head): Promise<Verdict> {
  const seen = { sealed: 0, unsealed: 0, head: NO_HEAD }
  const broken = (id: number, problem: string): Verdict => ({ ...seen, ok: false, id, problem })
  for (;;) {
    const batch = await readAfter(db, seen.head.id, BATCH)
    for (const record of batch) {
      const expected = seen.head.id + 1
      // Before there were hashes, ids could have gaps.
      const mayLeaveOut = record.hash === null && seen.sealed === 0
      if (record.id !== expected && !mayLeaveOut)
        return broken(
          expected,
          `Record ${expected} is missing: record ${seen.head.id} is followed by record ${record.id}.`,
        )
      if (record.hash === null && seen.sealed > 0)
        return broken(record.id, `Record ${record.id} has lost its hash.`)
      if (record.hash !== null && !fits(key, record, seen.head.hash))
        return broken(record.id, await whatIsWrong(db, key, record))
      if (record.id === kept?.id && record.hash !== kept.hash)
        return broken(
          record.id,
          `Record ${record.id} doesn’t match the head you kept: it, or an earlier record, was rewritten.`,
        )
      seen.head = { id: record.id, hash: record.hash ?? '' }
      seen[record.hash === null ? 'unsealed' : 'sealed'] += 1
    }
    if (batch.length < BATCH) break
  }
  if (kept && kept.id > seen.head.id)
    return broken(
      seen.head.id + 1,
      `The end is missing: the last record is ${seen.head.id}, but the head you kept is record ${kept.id}.`,
    )
  return { ...seen, ok: true }
}

/** Whether the newest record and the one before it verify: a quick check, which also fails with the wrong key. */
export async function newestHolds(db: Db, key: string): Promise<boolean> {
  const [newest, previous] = await db.select().from(auditRecords).orderBy(desc(auditRecords.id)).limit(2)
  return !newest || newest.hash === null || fits(key, newest, previous?.hash ?? '')
}

function fits(key: string, record: AuditRecord, previous: string): boolean {
  return record.hash === hashOf(key, record, previous)
}

/** Tampering breaks one link; a changed key breaks every link sealed with the old one. */
async function whatIsWrong(db: Db, key: string, record: AuditRecord): Promise<string> {
  const [next] = await readAfter(db, record.id, 1)
  if (!next) return `Record ${record.id}, the last one, was changed or wasn’t written by the portal.`
  return fits(key, next, record.hash ?? '')
    ? `Record ${record.id} was changed after it was written.`
    : `Records ${record.id} and ${next.id} don’t match this key: from here on, another key was used or the records were rewritten.`
}

function readAfter(db: Db, id: number, limit: number): Promise<AuditRecord[]> {
  return db
    .select()
    .from(auditRecords)
    .where(gt(auditRecords.id, id))
    .orderBy(asc(auditRecords.id))
    .limit(limit)
}
