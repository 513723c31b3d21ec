import 'server-only'
import { and, count, eq } from 'drizzle-orm'
import type { Db } from '@/lib/db/db'
import { auditRecords } from '@/lib/db/schema'
import type { RepositoryRef } from '@/lib/repositories/reference'
import { isAbout } from './list-activity'

/** How many times an action on a repository is on record. */
export async function timesDone(db: Db, ref: RepositoryRef, action: string): Promise<number> {
  const [found] = await db
    .select({ times: count() })
    .from(auditRecords)
    .where(and(isAbout(ref), eq(auditRecords.action, action), eq(auditRecords.outcome, 'done')))
  return found?.times ?? 0
}
