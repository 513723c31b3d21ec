import 'server-only'
import { setTimeout as pause } from 'node:timers/promises'
import { and, eq, isNull, lt, or, sql } from 'drizzle-orm'
import { type Registry, registryKey } from '@/lib/accounts/registry'
import type { Db } from '@/lib/db/db'
import { registryCopies, repositoryChanges } from '@/lib/db/schema'
import type { Repository } from '@/lib/repositories/model'
import { type Columns, fromStored, toStored } from './columns'
import type { ReadFailure } from './model'

/** What the database says of one registry. Times are milliseconds since 1970, by the database's clock. */
export type StoredCopy = {
  registry: Registry
  version: number
  startedAt: number | undefined
  readAt: number | undefined
  failure: ReadFailure | undefined
  /** The process that is reading it now. */
  reader: string | undefined
}

export type Claim = { startedAt: number; version: number }

export type StoredChange = { id: number; at: number; repository: Repository }

/** Longer than a reading may take, shorter than anybody wants to wait for a process that died. */
const BELIEVED_MS = 30_000
const CLAIM_AFTER_MS = 10

const until = sql`now() + ${`${BELIEVED_MS} milliseconds`}::interval`

/**
 * The copies that all processes of the portal share. Only one process at a time reads a registry: the one whose claim
 * stands in the database.
 */
export function openStore(getDb: () => Promise<Db>) {
  const isOf = ({ account, region }: Registry) =>
    and(eq(registryCopies.account, account), eq(registryCopies.region, region))

  return {
    async list(): Promise<StoredCopy[]> {
      const db = await getDb()
      const { account, region, version, startedAt, readAt, failure } = registryCopies
      const reader = sql<
        string | null
      >`case when ${registryCopies.readingUntil} > now() then ${registryCopies.reader} end`
      const rows = await db
        .select({ account, region, version, startedAt, readAt, failure, reader })
        .from(registryCopies)
      return rows.map((row) => ({
        registry: { account: row.account, region: row.region },
        version: row.version,
        startedAt: row.startedAt?.getTime(),
        readAt: row.readAt?.getTime(),
        failure: row.failure ?? undefined,
        reader: row.reader ?? undefined,
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

    /** In the order in which they were made. */
    async changes(): Promise<StoredChange[]> {
      const db = await getDb()
      const rows = await db.select().from(repositoryChanges).orderBy(repositoryChanges.id)
      return rows.map(({ id, at, repository }) => ({ id, at: at.getTime(), repository }))
    },

    /**
     * When this process began to read each registry, and over which version, by `registryKey`. Those are left out that
     * another process reads.
     */
    async claim(registries: readonly Registry[], reader: string): Promise<Map<string, Claim>> {
      // The embedded database keeps its process busy meanwhile: what was just asked of AWS leaves first.
      await pause(CLAIM_AFTER_MS)
      const db = await getDb()
      const claimed = await db
        .insert(registryCopies)
        .values(registries.map(({ account, region }) => ({ account, region, reader, readingUntil: until })))
        .onConflictDoUpdate({
          target: [registryCopies.account, registryCopies.region],
          set: { reader, readingUntil: until },
          setWhere: or(
            isNull(registryCopies.readingUntil),
            lt(registryCopies.readingUntil, sql`now()`),
            eq(registryCopies.reader, reader),
          ),
        })
        .returning({
          account: registryCopies.account,
          region: registryCopies.region,
          // Rounded down: a write in the same millisecond must not look older than the reading that misses it.
          startedAt: sql<string>`floor(extract(epoch from now()) * 1000)::bigint`,
          version: registryCopies.version,
        })
      return new Map(
        claimed.map((row) => [registryKey(row), { startedAt: Number(row.startedAt), version: row.version }]),
      )
    },

    /**
     * Stores what was read and ends the claim; without columns the copy that is there was found unchanged. Undefined when
     * the claim had run out and another process took it.
     */
    async save(registry: Registry, reader: string, startedAt: number, columns: Columns | undefined) {
      const db = await getDb()
      const began = new Date(startedAt)
      const [saved] = await db
        .update(registryCopies)
        .set({
          startedAt: began,
          readAt: sql`now()`,
          failure: null,
          reader: null,
          readingUntil: null,
          ...(columns && {
            columns: toStored(columns),
            version: sql`${registryCopies.version} + 1`,
          }),
        })
        .where(and(isOf(registry), eq(registryCopies.reader, reader)))
        .returning({ version: registryCopies.version })
      if (saved)
        await db
          .delete(repositoryChanges)
          .where(
            and(
              eq(repositoryChanges.account, registry.account),
              eq(repositoryChanges.region, registry.region),
              lt(repositoryChanges.at, began),
            ),
          )
      return saved?.version
    },

    async saveFailure(registry: Registry, reader: string, failure: ReadFailure): Promise<void> {
      const db = await getDb()
      await db
        .update(registryCopies)
        .set({ failure, reader: null, readingUntil: null })
        .where(and(isOf(registry), eq(registryCopies.reader, reader)))
    },

    /** Gives back all that this process reads, so that nobody has to wait until its claims run out. */
    async release(reader: string): Promise<void> {
      const db = await getDb()
      await db
        .update(registryCopies)
        .set({ reader: null, readingUntil: null })
        .where(eq(registryCopies.reader, reader))
    },

    /** Tells the other processes of a write; answers when it was made, by the database's clock. */
    async addChange(repository: Repository): Promise<number> {
      const db = await getDb()
      const { account, region } = repository
      const [added] = await db
        .insert(repositoryChanges)
        .values({ account, region, repository })
        .returning({ at: repositoryChanges.at })
      if (!added) throw new Error('the database did not say when it stored a change')
      return added.at.getTime()
    },
  }
}

export type InventoryStore = ReturnType<typeof openStore>
