import 'server-only'
import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { and, eq, isNull, lt, or, sql } from 'drizzle-orm'
import type { PgUpdateSetSource } from 'drizzle-orm/pg-core'
import type { Context } from '@/lib/context'
import { knownPolicies } from '@/lib/db/schema'
import { PortalError } from '@/lib/errors/portal-error'
import type { RepositoryRef } from '@/lib/repositories/reference'
import { orLogged } from '@/lib/runtime/log'
import { isOf, KNOWN, type KnownPolicy, keyOf, notice, toKnown } from './last-seen-policy'

/** What may be done while a repository's policy is nobody else's to save. */
export type Turn = {
  /** Tells what was read just now. */
  notice: (found: string | null) => Promise<void>
  /** To be called right before the write, which then has `WRITE_MS` to end. Throws when the turn is over. */
  keep: () => Promise<void>
  /** Tells what was written, so that nobody takes it for a change from outside. */
  saved: (policy: string | null) => Promise<void>
}

/** How long a write may take. Shorter than a turn, so that none of the portal's ever falls into somebody else's. */
export const WRITE_MS = 20_000

/** How long a process that died in its turn keeps the others waiting. */
const TURN_MS = 30_000
const PATIENCE_MS = 15_000
const PAUSE_MS = 50

const until = sql`now() + ${`${TURN_MS} milliseconds`}::interval`

/**
 * Lets one person at a time save the policy of a repository, over all processes of the portal; whoever comes second waits
 * for the first. A row that expires and no lock: AWS is not called inside a transaction, and a pool's connections are few.
 */
export async function inPolicyTurn<T>(
  ctx: Context,
  ref: RepositoryRef,
  work: (turn: Turn) => Promise<T>,
): Promise<T> {
  const writer = randomUUID()
  const { askedAt, ...taken } = await waitForTurn(ctx, ref, writer)
  let known = taken.known
  const mine = and(isOf(ref), eq(knownPolicies.writer, writer))

  /** What is known then; undefined when the turn is over. */
  async function change(set: PgUpdateSetSource<typeof knownPolicies>): Promise<KnownPolicy | undefined> {
    const db = await ctx.db()
    const [changed] = await db.update(knownPolicies).set(set).where(mine).returning(KNOWN)
    return changed && toKnown(changed)
  }

  try {
    return await work({
      async notice(found) {
        known =
          (await orLogged(notice(ctx, ref, known, found), 'a policy that was read was not noticed')) ?? known
      },
      async keep() {
        // Counted from before the turn was given, so it lasts at least as long as it seems to from here.
        if (ctx.now().getTime() - askedAt < TURN_MS - WRITE_MS) return
        if (!(await change({ writingUntil: until })))
          throw new PortalError(
            'conflict',
            `AWS took so long that others may save the permissions of ${ref.name} again, so nothing was saved. Save again.`,
          )
      },
      async saved(policy) {
        const seen = { version: sql`${knownPolicies.version} + 1`, seenAt: sql`now()`, policy }
        known = (await orLogged(change(seen), 'a saved policy was not kept in mind')) ?? known
      },
    })
  } finally {
    await orLogged(change({ writer: null, writingUntil: null }), 'a turn to save a policy was not given back')
  }
}

type Taken = { known: KnownPolicy; askedAt: number }

async function waitForTurn(ctx: Context, ref: RepositoryRef, writer: string): Promise<Taken> {
  const deadline = performance.now() + PATIENCE_MS
  for (;;) {
    const askedAt = ctx.now().getTime()
    const known = await takeTurn(ctx, ref, writer)
    if (known) return { known, askedAt }
    if (performance.now() > deadline)
      throw new PortalError(
        'conflict',
        `Somebody else is saving the permissions of ${ref.name}, and AWS is slow to answer. Nothing of yours was saved. Save again in half a minute.`,
      )
    await sleep(PAUSE_MS)
  }
}

async function takeTurn(ctx: Context, ref: RepositoryRef, writer: string): Promise<KnownPolicy | undefined> {
  const db = await ctx.db()
  const [taken] = await db
    .insert(knownPolicies)
    .values({ ...keyOf(ref), writer, writingUntil: until })
    .onConflictDoUpdate({
      target: [knownPolicies.account, knownPolicies.region, knownPolicies.repository],
      set: { writer, writingUntil: until, version: sql`${knownPolicies.version} + 1` },
      setWhere: or(isNull(knownPolicies.writingUntil), lt(knownPolicies.writingUntil, sql`now()`)),
    })
    .returning(KNOWN)
  return taken && toKnown(taken)
}
