import 'server-only'
import { setTimeout as pause } from 'node:timers/promises'
import { and, eq, sql } from 'drizzle-orm'
import { type Registry, registryKey } from '@/lib/accounts/registry'
import type { Db } from '@/lib/db/db'
import { isFree, isLeased, leaseUntil, RELEASED } from '@/lib/db/lease'
import { registryCopies } from '@/lib/db/schema'
import type { ReadFailure } from '@/lib/errors/read-failure'
import { type Columns, fromStored, toStored } from './columns'
import { deleteChanges, openChanges } from './stored-changes'

/** What the database says about one registry. Times are milliseconds since 1970, by the database's clock. */
export type StoredCopy = {
  registry: Registry
  version: number
  startedAt: number | undefined
  readAt: number | undefined
  failure: ReadFailure | undefined
  /** The process that is reading it now. */
  holder: string | undefined
}

export type ReadingLease = { startedAt: number; version: number }

/** Longer than a reading may take, shorter than anyone would wait for a process that died. */
const LEASE_MS = 30_000
const ACQUIRE_AFTER_MS = 10

/**
 * The copies that all processes of the portal share. Only one process at a time reads a registry: the one that holds
 * its lease.
 */
export function openStore(getDb: () => Promise<Db>) {
  const isOf = ({ account, region }: Registry) =>
    and(eq(registryCopies.account, account), eq(registryCopies.region, region))

  return {
    ...openChanges(getDb),

    async list(): Promise<StoredCopy[]> {
      const db = await getDb()
      const { account, region, version, startedAt, readAt, failure } = registryCopies
      const holder = sql<
        string | null
      >`case when ${isLeased(registryCopies)} then ${registryCopies.leaseHolder} end`
      const rows = await db
        .select({ account, region, version, startedAt, readAt, failure, holder })
        .from(registryCopies)
      return rows.map((row) => ({
        registry: { account: row.account, region: row.region },
        version: row.version,
        startedAt: row.startedAt?.getTime(),
        readAt: row.readAt?.getTime(),
        failure: row.failure ?? undefined,
        holder: row.holder ?? undefined,
      }))
    },

    async columns(registry: Registry): Promise<{ columns: Columns; version: number } | undefined> {
      const db = await getDb()
      const [row] = await db
        .select({ columns: registryCopies.columns, version: registryCopies.version })
        .from(registryCopies)
        .where(isOf(registry))
      return row?.columns ? { columns: fromStored(row.columns), version: row.version } : undefined
    },

    /**
     * When this process started to read each registry, and from which version, by `registryKey`. Leaves out registries
     * that another process is reading.
     */
    async acquire(registries: readonly Registry[], holder: string): Promise<Map<string, ReadingLease>> {
      // The embedded database blocks this process, so pending calls to AWS leave first.
      await pause(ACQUIRE_AFTER_MS)
      const db = await getDb()
      const lease = { leaseHolder: holder, leasedUntil: leaseUntil(LEASE_MS) }
      const leased = await db
        .insert(registryCopies)
        .values(registries.map(({ account, region }) => ({ account, region, ...lease })))
        .onConflictDoUpdate({
          target: [registryCopies.account, registryCopies.region],
          set: lease,
          setWhere: sql`${isFree(registryCopies)} or ${eq(registryCopies.leaseHolder, holder)}`,
        })
        .returning({
          account: registryCopies.account,
          region: registryCopies.region,
          // Rounded down: a write in the same millisecond must not look older than the reading that missed it.
          startedAt: sql<string>`floor(extract(epoch from now()) * 1000)::bigint`,
          version: registryCopies.version,
        })
      return new Map(
        leased.map((row) => [registryKey(row), { startedAt: Number(row.startedAt), version: row.version }]),
      )
    },

    /**
     * Stores a reading and releases the lease; without columns, the existing copy was found unchanged. Undefined when
     * the lease had expired and another process acquired it.
     */
    async save(registry: Registry, holder: string, startedAt: number, columns: Columns | undefined) {
      const db = await getDb()
      const began = new Date(startedAt)
      const [saved] = await db
        .update(registryCopies)
        .set({
          startedAt: began,
          readAt: sql`now()`,
          failure: null,
          ...RELEASED,
          ...(columns && {
            columns: toStored(columns),
            version: sql`${registryCopies.version} + 1`,
          }),
        })
        .where(and(isOf(registry), eq(registryCopies.leaseHolder, holder)))
        .returning({ version: registryCopies.version })
      if (saved) await deleteChanges(db, registry, began)
      return saved?.version
    },

    async saveFailure(registry: Registry, holder: string, failure: ReadFailure): Promise<void> {
      const db = await getDb()
      await db
        .update(registryCopies)
        .set({ failure, ...RELEASED })
        .where(and(isOf(registry), eq(registryCopies.leaseHolder, holder)))
    },

    /** Releases all leases of this process, so that nobody has to wait until they expire. */
    async release(holder: string): Promise<void> {
      const db = await getDb()
      await db.update(registryCopies).set(RELEASED).where(eq(registryCopies.leaseHolder, holder))
    },
  }
}

export type InventoryStore = ReturnType<typeof openStore>
