import 'server-only'
import { and, asc, eq, isNull, lt } from 'drizzle-orm'
import { alias } from 'drizzle-orm/pg-core'
import type { Registry } from '@/lib/accounts/registry'
import type { Context } from '@/lib/context'
import { auditRecords } from '@/lib/db/schema'
import type { RepositoryRef } from '@/lib/repositories/reference'
import type { AuditRecord } from './chain'

/** Longer than any call to AWS, so nothing is still working on it. */
const ABANDONED_MS = 2 * 60_000

/** `ref` is what would be changed. */
export type OpenIntent<Ref = RepositoryRef | Registry> = { record: AuditRecord; ref: Ref }

/** Intended changes without a recorded outcome, oldest first. */
export async function listOpenIntents(ctx: Context): Promise<OpenIntent[]> {
  const outcome = alias(auditRecords, 'outcome')
  const db = await ctx.db()
  const rows = await db
    .select({ record: auditRecords })
    .from(auditRecords)
    .leftJoin(outcome, eq(outcome.intentId, auditRecords.id))
    .where(
      and(
        eq(auditRecords.outcome, 'intended'),
        lt(auditRecords.at, new Date(ctx.now().getTime() - ABANDONED_MS)),
        isNull(outcome.id),
      ),
    )
    .orderBy(asc(auditRecords.id))
  return rows.flatMap(({ record }) => {
    const { account, region, repository: name } = record
    return account && region ? [{ record, ref: { account, region, ...(name && { name }) } }] : []
  })
}
