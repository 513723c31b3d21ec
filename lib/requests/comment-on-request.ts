import 'server-only'
import { z } from 'zod'
import type { Context } from '@/lib/context'
import { parseInput } from '@/lib/errors/parse-input'
import { addNote, changeRequest, recordOnRequest, setRequest } from './change-request'
import { comment } from './comment'
import { RequestId } from './model'

const CommentInput = z.object({
  id: RequestId,
  submission: z.uuid(),
  text: comment('Write a comment.'),
})

/**
 * Adds a comment by the requester or operations, even to a closed request. The requester's comment on an open question
 * is its answer, and the request waits for a decision again.
 */
export async function commentOnRequest(ctx: Context, input: unknown): Promise<void> {
  const { id, submission, text } = parseInput(CommentInput, input)
  await changeRequest(ctx, id, async (held) => {
    const { status, requesterId } = held.request
    const kind = status === 'asked' && requesterId === ctx.actor.id ? 'answer' : 'comment'
    if (!(await addNote(ctx, held, { submission, kind, text }))) return
    if (kind === 'answer') await setRequest(held, { status: 'waiting' })
    await recordOnRequest(ctx, held, `request.${kind}`, { reason: text })
  })
}
