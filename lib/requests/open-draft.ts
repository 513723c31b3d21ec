import 'server-only'
import { eq } from 'drizzle-orm'
import { z } from 'zod'
import { recordAudit } from '@/lib/audit/record'
import type { Context } from '@/lib/context'
import { accessRequests } from '@/lib/db/schema'
import { parseInput } from '@/lib/errors/parse-input'
import { requireRequest } from './list-requests'
import { RequestId } from './model'

const DraftInput = z.object({ id: RequestId })

/** Records that a request's e-mail was opened as a draft. The portal cannot know whether it was sent. */
export async function recordDraftOpened(ctx: Context, input: unknown): Promise<void> {
  const { id } = parseInput(DraftInput, input)
  await requireRequest(ctx, id)
  const db = await ctx.db()
  await db.transaction(async (tx) => {
    await tx.update(accessRequests).set({ draftOpenedAt: ctx.now() }).where(eq(accessRequests.id, id))
    await recordAudit(tx, ctx, { action: 'request.draft', requestId: id })
  })
}
