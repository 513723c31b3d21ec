import 'server-only'
import { count, eq, sql } from 'drizzle-orm'
import type { Db } from '@/lib/db/db'
import { accessRequests } from '@/lib/db/schema'
import { OPEN_STATUSES, type RequestStatus } from './model'

type QueueLength = { status: RequestStatus; requests: number; oldestSeconds: number }

/** How many requests are open, by status, and the age of the oldest. */
export async function measureQueue(db: Db): Promise<QueueLength[]> {
  return Promise.all(
    OPEN_STATUSES.map(async (status) => {
      const age = sql<number>`coalesce(extract(epoch from now() - min(${accessRequests.createdAt})), 0)::float8`
      const [row] = await db
        .select({ requests: count(), oldestSeconds: age })
        .from(accessRequests)
        .where(eq(accessRequests.status, status))
      return { status, requests: row?.requests ?? 0, oldestSeconds: row?.oldestSeconds ?? 0 }
    }),
  )
}
