import 'server-only'
import { randomUUID } from 'node:crypto'
import { and, eq, sql } from 'drizzle-orm'
import type { PgUpdateSetSource } from 'drizzle-orm/pg-core'
import type { Context } from '@/lib/context'
import { isFree, leaseUntil, RELEASED, waitForLease } from '@/lib/db/lease'
import { knownPolicies } from '@/lib/db/schema'
import { PortalError } from '@/lib/errors/portal-error'
import { logFailure } from '@/lib/runtime/log'
import { isOf, KNOWN, type KnownPolicy, keyOf, toKnown, updateLastSeen } from './last-seen-policy'
import { type PolicyTarget, permissionsOf } from './policy-target'

/** What can be done while nobody else in the portal can save the policy of a repository or registry. */
export type PolicyLease = {
  /** Reports what was just read. */
  seen: (found: string | null) => Promise<void>
  /** Call this right before the write, which then has `WRITE_MS` to finish. Throws if the lease has expired. */
  renew: () => Promise<void>
  /** Reports what was written, so that it isn't taken for a change from outside. */
  saved: (policy: string | null) => Promise<void>
}

/** How long a write may take. Shorter than a lease, so that no write runs into someone else's lease. */
export const WRITE_MS = 20_000

const LEASE_MS = 30_000
const PATIENCE_MS = 15_000

/**
 * Lets one person at a time save a policy, across all processes of the portal; the next one waits.
 */
export async function withPolicyLease<T>(
  ctx: Context,
  ref: PolicyTarget,
  work: (lease: PolicyLease) => Promise<T>,
): Promise<T> {
  const holder = randomUUID()
  const acquired = await waitForLease(PATIENCE_MS, () => acquire(ctx, ref, holder))
  if (!acquired)
    throw new PortalError(
      'conflict',
      `Someone else is saving ${permissionsOf(ref)}, and AWS is slow to answer. Your change was not saved. Try again in half a minute.`,
    )
  let { known } = acquired
  const isHeld = and(isOf(ref), eq(knownPolicies.leaseHolder, holder))

  /** What is known afterwards; undefined if someone else has the lease. */
  async function change(set: PgUpdateSetSource<typeof knownPolicies>): Promise<KnownPolicy | undefined> {
    const db = await ctx.db()
    const [changed] = await db.update(knownPolicies).set(set).where(isHeld).returning(KNOWN)
    return changed && toKnown(changed)
  }

  try {
    return await work({
      async seen(found) {
        const updating = updateLastSeen(ctx, ref, known, found)
        known = (await logFailure(updating, 'could not record a policy that was read')) ?? known
      },
      async renew() {
        // Counted from before the lease was granted, so it lasts at least this long.
        if (ctx.now().getTime() - acquired.askedAt < LEASE_MS - WRITE_MS) return
        if (!(await change({ leasedUntil: leaseUntil(LEASE_MS) })))
          throw new PortalError(
            'conflict',
            `AWS took so long that others may have saved ${permissionsOf(ref)}, so nothing was saved. Save again.`,
          )
      },
      async saved(policy) {
        const seen = { version: sql`${knownPolicies.version} + 1`, seenAt: sql`now()`, policy }
        known = (await logFailure(change(seen), 'could not record a saved policy')) ?? known
      },
    })
  } finally {
    await logFailure(change(RELEASED), 'could not release a policy lease')
  }
}

async function acquire(
  ctx: Context,
  ref: PolicyTarget,
  leaseHolder: string,
): Promise<{ known: KnownPolicy; askedAt: number } | undefined> {
  const askedAt = ctx.now().getTime()
  const lease = { leaseHolder, leasedUntil: leaseUntil(LEASE_MS) }
  const db = await ctx.db()
  const [leased] = await db
    .insert(knownPolicies)
    .values({ ...keyOf(ref), ...lease })
    .onConflictDoUpdate({
      target: [knownPolicies.account, knownPolicies.region, knownPolicies.repository],
      set: { ...lease, version: sql`${knownPolicies.version} + 1` },
      setWhere: isFree(knownPolicies),
    })
    .returning(KNOWN)
  return leased && { known: toKnown(leased), askedAt }
}
