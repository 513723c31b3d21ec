import 'server-only'
import { and, eq, lt } from 'drizzle-orm'
import type { Registry } from '@/lib/accounts/registry'
import type { Db } from '@/lib/db/db'
import { repositoryChanges } from '@/lib/db/schema'
import type { Repository } from '@/lib/repositories/model'

export type StoredChange = { id: number; at: number; repository: Repository }

/** The portal's own writes that are newer than the copy of their registry. */
export function openChanges(getDb: () => Promise<Db>) {
  return {
    /** In the order in which they were made. */
    async changes(): Promise<StoredChange[]> {
      const db = await getDb()
      const rows = await db.select().from(repositoryChanges).orderBy(repositoryChanges.id)
      return rows.map(({ id, at, repository }) => ({ id, at: at.getTime(), repository }))
    },

    /** Lets the other processes know of a write. Returns when it was made, by the database's clock. */
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

/** Deletes the changes that a reading begun after them has seen. */
export async function deleteChanges(db: Db, { account, region }: Registry, before: Date): Promise<void> {
  const { account: inAccount, region: inRegion, at } = repositoryChanges
  await db.delete(repositoryChanges).where(and(eq(inAccount, account), eq(inRegion, region), lt(at, before)))
}
