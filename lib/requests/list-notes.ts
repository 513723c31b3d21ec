import 'server-only'
import { asc, eq } from 'drizzle-orm'
import type { Context } from '@/lib/context'
import { requestNotes } from '@/lib/db/schema'
import { requireRequest } from './list-requests'
import type { RequestNote } from './model'
import { toRequestNote } from './rows'

/** The comments and changes of a request, oldest first. Only for those who may read the request. */
export async function listNotes(ctx: Context, id: number): Promise<RequestNote[]> {
  await requireRequest(ctx, id)
  const db = await ctx.db()
  const rows = await db
    .select()
    .from(requestNotes)
    .where(eq(requestNotes.requestId, id))
    .orderBy(asc(requestNotes.id))
  return rows.map(toRequestNote)
}
