import 'server-only'
import { desc, eq, getTableColumns, sql } from 'drizzle-orm'
import { config } from '@/lib/config/config'
import type { Db } from '@/lib/db/db'
import { auditRecords } from '@/lib/db/schema'
import { type AuditRecord, type Head, hashOf, NO_HEAD } from './chain'

/** Each failed attempt means another writer won, so this many mean that something else is wrong. */
const MOST_ATTEMPTS = 1000

/** The newest record as far as this process knows: a guess, which the database checks. */
let guess: Head | undefined

/**
 * Adds a record to the end of the chain and answers its number; undefined when the intent that it resolves has its outcome
 * already. It is one statement as long as nobody else writes: the record says after which one it comes, the statement does
 * nothing unless that is the newest, and of two writers the number lets one through; the other waits for it and looks again.
 * In a transaction this is to be the last that it does, because the others wait for its end.
 */
export async function append(db: Db, record: Omit<AuditRecord, 'id' | 'hash'>): Promise<number | undefined> {
  let head = guess ?? (await readHead(db))
  for (let attempt = 0; attempt < MOST_ATTEMPTS; attempt += 1) {
    const numbered = { ...record, id: head.id + 1 }
    const next = { id: numbered.id, hash: hashOf(config().auditKey, numbered, head.hash) }
    if (await insert(db, { ...numbered, hash: next.hash }, head)) {
      guess = next
      return next.id
    }
    if (record.intentId !== null && (await hasOutcome(db, record.intentId))) return undefined
    head = await readHead(db)
  }
  throw new Error('the audit record could not be added to the end of the chain')
}

/** The newest record in the database. */
export async function readHead(db: Db): Promise<Head> {
  const [last] = await db
    .select({ id: auditRecords.id, hash: auditRecords.hash })
    .from(auditRecords)
    .orderBy(desc(auditRecords.id))
    .limit(1)
  return last ? { id: last.id, hash: last.hash ?? '' } : NO_HEAD
}

async function insert(db: Db, record: AuditRecord, head: Head): Promise<boolean> {
  // Drizzle names the columns in the table's order, and a table's columns are the keys of its records.
  const values = Object.entries(getTableColumns(auditRecords)).map(([name, column]) =>
    sql.param(record[name as keyof AuditRecord], column),
  )
  const newest = sql`(select ${auditRecords.id} || ':' || coalesce(${auditRecords.hash}, '')
    from ${auditRecords} order by ${auditRecords.id} desc limit 1)`
  const isResolved = sql`exists (select from ${auditRecords} where ${auditRecords.intentId} = ${record.intentId})`
  const inserted = await db
    .insert(auditRecords)
    .select(
      sql`select ${sql.join(values, sql`, `)}
        where coalesce(${newest}, '0:') = ${`${head.id}:${head.hash}`} and not ${isResolved}`,
    )
    .onConflictDoNothing({ target: auditRecords.id })
    .returning({ id: auditRecords.id })
  return inserted.length > 0
}

async function hasOutcome(db: Db, intentId: number): Promise<boolean> {
  const [outcome] = await db
    .select({ id: auditRecords.id })
    .from(auditRecords)
    .where(eq(auditRecords.intentId, intentId))
    .limit(1)
  return outcome !== undefined
}
