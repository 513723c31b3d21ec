import 'server-only'
import { desc, eq } from 'drizzle-orm'
import type { Context } from '@/lib/context'
import { auditRecords } from '@/lib/db/schema'

type LastCheck = { account: string; region: string; at: Date; actorName: string; after: string }

/** The latest check on record for each registry that was ever checked. */
export async function lastChecks(ctx: Context): Promise<LastCheck[]> {
  const { account, region, at, actorName, after, id, action } = auditRecords
  const db = await ctx.db()
  const records = await db
    .selectDistinctOn([account, region], { account, region, at, actorName, after })
    .from(auditRecords)
    .where(eq(action, 'account.check'))
    .orderBy(account, region, desc(id))
  return records.flatMap((record) =>
    record.account && record.region && record.after
      ? [{ ...record, account: record.account, region: record.region, after: record.after }]
      : [],
  )
}
