import 'server-only'
import { and, desc, eq, like, ne, sql } from 'drizzle-orm'
import { isAbout } from '@/lib/audit/list-activity'
import { recordAudit, resolveIntent } from '@/lib/audit/record'
import { PORTAL } from '@/lib/auth/roles'
import type { Context } from '@/lib/context'
import type { Db } from '@/lib/db/db'
import { isLeased } from '@/lib/db/lease'
import { auditRecords, knownPolicies } from '@/lib/db/schema'
import { parsePolicy } from '@/lib/policy/document'
import { logFailure } from '@/lib/runtime/log'
import { isRepository, type PolicyTarget, samePolicyOf } from './policy-target'

/** What the portal knows of a policy; `policy` is null for none, and meaningless unless `seen`. */
export type KnownPolicy = { version: number; seen: boolean; policy: string | null; isBeingSaved: boolean }

const UNKNOWN: KnownPolicy = { version: 0, seen: false, policy: null, isBeingSaved: false }

/**
 * Reads a policy, and records once if it no longer means what the portal last saved or saw. A failing database does not
 * stop anyone from reading the policy.
 */
export async function detectOutsideChange(
  ctx: Context,
  ref: PolicyTarget,
  read: () => Promise<string | null>,
): Promise<string | null> {
  // Looked up before reading: if something is saved or seen in between, this reading is too old to be compared.
  const known = await logFailure(lookUp(ctx, ref), 'could not look up the last seen policy')
  const found = await read()
  if (known && !known.isBeingSaved)
    await logFailure(updateLastSeen(ctx, ref, known, found), 'could not record a policy that was read')
  return found
}

/** Records a policy that differs from what was known, unless something newer is known by now. Returns what is known. */
export async function updateLastSeen(
  ctx: Context,
  ref: PolicyTarget,
  known: KnownPolicy,
  found: string | null,
): Promise<KnownPolicy> {
  if (known.seen && meansTheSame(known.policy, found, ref)) return known
  const db = await ctx.db()
  const version = known.version + 1
  const taken = await db.transaction(async (tx) => {
    const seen = { version, seenAt: sql`now()`, policy: found }
    const [observed] = await tx
      .insert(knownPolicies)
      .values({ ...keyOf(ref), ...seen })
      .onConflictDoUpdate({
        target: [knownPolicies.account, knownPolicies.region, knownPolicies.repository],
        set: seen,
        setWhere: eq(knownPolicies.version, known.version),
      })
      .returning({ version: knownPolicies.version })
    if (!observed) return false
    if (known.seen && (await resolveOwnIntent(tx, ctx, ref, found))) return true
    await recordAudit(
      tx,
      { actor: known.seen ? { ...PORTAL, name: 'Somebody' } : PORTAL, now: ctx.now },
      {
        action: known.seen ? 'permissions.outside' : 'permissions.first-seen',
        ref,
        ...(known.seen && known.policy !== null && { before: known.policy }),
        ...(found !== null && { after: found }),
      },
    )
    return true
  })
  return taken ? { ...known, version, seen: true, policy: found } : known
}

/**
 * Whether the last record of the policy is a change through the portal to exactly this. A change that was cut off between
 * its intent and its outcome belongs to its author, and gets its outcome now.
 */
async function resolveOwnIntent(
  tx: Db,
  ctx: Context,
  ref: PolicyTarget,
  found: string | null,
): Promise<boolean> {
  const [last] = await tx
    .select()
    .from(auditRecords)
    .where(and(isAbout(ref), like(auditRecords.action, 'permissions.%'), ne(auditRecords.outcome, 'refused')))
    .orderBy(desc(auditRecords.id))
    .limit(1)
  if (!last || !['permissions.save', 'permissions.delete'].includes(last.action)) return false
  if (last.outcome !== 'intended' && last.outcome !== 'done') return false
  if (!meansTheSame(last.after, found, ref)) return false
  if (last.outcome === 'intended')
    await resolveIntent(tx, { actor: PORTAL, now: ctx.now }, last, { outcome: 'done' })
  return true
}

async function lookUp(ctx: Context, ref: PolicyTarget): Promise<KnownPolicy> {
  const db = await ctx.db()
  const [row] = await db.select(KNOWN).from(knownPolicies).where(isOf(ref))
  return row ? toKnown(row) : UNKNOWN
}

export const KNOWN = {
  version: knownPolicies.version,
  seenAt: knownPolicies.seenAt,
  policy: knownPolicies.policy,
  isBeingSaved: isLeased(knownPolicies),
}

export function toKnown({
  seenAt,
  ...known
}: Omit<KnownPolicy, 'seen'> & { seenAt: Date | null }): KnownPolicy {
  return { ...known, seen: seenAt !== null }
}

/** No repository has an empty name, so that is the key of the registry’s own policy. */
export function keyOf(target: PolicyTarget) {
  const { account, region } = target
  return { account, region, repository: isRepository(target) ? target.name : '' }
}

export function isOf(target: PolicyTarget) {
  const { account, region, repository } = keyOf(target)
  return and(
    eq(knownPolicies.account, account),
    eq(knownPolicies.region, region),
    eq(knownPolicies.repository, repository),
  )
}

/** Whether two policies mean the same. Cautious: text that can't be parsed is only the same if it is identical. */
export function meansTheSame(one: string | null, other: string | null, target: PolicyTarget): boolean {
  if (one === other) return true
  if (one === null || other === null) return false
  const [left, right] = [parsePolicy(one), parsePolicy(other)]
  return left.ok && right.ok && samePolicyOf(target, left.document, right.document)
}
