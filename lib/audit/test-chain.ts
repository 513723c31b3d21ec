import 'server-only'
import { sql } from 'drizzle-orm'
import { config } from '@/lib/config/config'
import type { Context } from '@/lib/context'
import type { AuditRecord, Head } from './chain'
import { recordAudit } from './record'
import { type Verdict, verifyChain } from './verify-chain'

/** Appends records to the chain, as if someone had opened the e-mails of these requests. */
export async function addRecords(ctx: Context, requestIds: number[]): Promise<void> {
  const db = await ctx.db()
  for (const requestId of requestIds) await recordAudit(db, ctx, { action: 'request.draft', requestId })
}

export async function verdictOf(ctx: Context, kept?: Head): Promise<Verdict> {
  return verifyChain(await ctx.db(), config().auditKey, kept)
}

/** Tampers with the table as only its owner can, with the protecting triggers off. */
export async function tamper(ctx: Context, statement: string): Promise<void> {
  const db = await ctx.db()
  await db.execute(sql.raw('alter table audit_records disable trigger all'))
  await db.execute(sql.raw(statement))
  await db.execute(sql.raw('alter table audit_records enable trigger all'))
}

export const RECORD: Omit<AuditRecord, 'hash'> = {
  id: 7,
  at: new Date('2026-11-23T09:30:00.000Z'),
  actorId: 'cwp-engineer',
  actorName: 'Zoë',
  action: 'permissions.save',
  outcome: 'done',
  intentId: 6,
  account: '252775557553',
  region: 'us-west-2',
  repository: 'cwp/consul',
  requestId: null,
  reason: 'a "release"\nof today',
  before: null,
  after: '{}',
  error: null,
  awsRequestId: 'b7a5',
}
