import 'server-only'
import { randomUUID } from 'node:crypto'
import { and, eq, sql } from 'drizzle-orm'
import type { PgUpdateSetSource } from 'drizzle-orm/pg-core'
import type { Context } from '@/lib/context'
import { isFree, leaseUntil, RELEASED, waitForLease } from '@/lib/db/lease'
import { knownPolicies } from '@/lib/db/schema'
import { PortalError } from '@/lib/errors/portal-error'
import type { RepositoryRef } from '@/lib/repositories/reference'
import { logFailure } from '@/lib/runtime/log'
import { isOf, KNOWN, type KnownPolicy, keyOf, recordObservation, toKnown } from './last-seen-policy'

/** What can be done while nobody else in the portal can save a repository's policy. */
export type PolicyLease = {
  /** Tells what was read just now. */
  observe: (found: string | null) => Promise<void>
  /** To be called right before the write, which then has `WRITE_MS` to end. Throws when the lease has expired. */
  renew: () => Promise<void>
  /** Tells what was written, so that nobody takes it for a change from outside. */
  saved: (policy: string | null) => Promise<void>
}

/** How long a write may take. Shorter than a lease, so that no write of the portal's ends in somebody else's lease. */
export const WRITE_MS = 20_000

const LEASE_MS = 30_000
const PATIENCE_MS = 15_000

/**
 * Lets one person at a time save the policy of a repository, over all processes of the portal; whoever comes second waits
 * for the first.
 */
export async function withPolicyLease<T>(
  ctx: Context,
  ref: RepositoryRef,
  work: (lease: PolicyLease) => Promise<T>,
): Promise<T> {
  const holder = randomUUID()
  const acquired = await waitForLease(PATIENCE_MS, () => acquire(ctx, ref, holder))
  if (!acquired)
    throw new PortalError(
      'conflict',
      `Somebody else is saving the permissions of ${ref.name}, and AWS is slow to answer. Nothing of yours was saved. Save again in half a minute.`,
    )
  let { known } = acquired
  const isHeld = and(isOf(ref), eq(knownPolicies.leaseHolder, holder))

  /** What is known then; undefined when somebody else has the lease. */
  async function change(set: PgUpdateSetSource<typeof knownPolicies>): Promise<KnownPolicy | undefined> {
    const db = await ctx.db()
    const [changed] = await db.update(knownPolicies).set(set).where(isHeld).returning(KNOWN)
    return changed && toKnown(changed)
  }

  try {
    return await work({
      async observe(found) {
        const observing = recordObservation(ctx, ref, known, found)
        known = (await logFailure(observing, 'what was read of a policy was not recorded')) ?? known
      },
      async renew() {
        // Counted from before the lease was given, so it lasts at least as long as it seems to from here.
        if (ctx.now().getTime() - acquired.askedAt < LEASE_MS - WRITE_MS) return
        if (!(await change({ leasedUntil: leaseUntil(LEASE_MS) })))
          throw new PortalError(
            'conflict',
            `AWS took so long that others may save the permissions of ${ref.name} again, so nothing was saved. Save again.`,
          )
      },
      async saved(policy) {
        const seen = { version: sql`${knownPolicies.version} + 1`, seenAt: sql`now()`, policy }
        known = (await logFailure(change(seen), 'a saved policy was not remembered')) ?? known
      },
    })
  } finally {
    await logFailure(change(RELEASED), 'a policy lease was not released')
  }
}

async function acquire(
  ctx: Context,
  ref: RepositoryRef,
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
