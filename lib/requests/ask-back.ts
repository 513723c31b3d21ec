import 'server-only'
import { z } from 'zod'
import { authorize } from '@/lib/auth/roles'
import type { Context } from '@/lib/context'
import { parseInput } from '@/lib/errors/parse-input'
import { addNote, changeRequest, recordOnRequest, requireOpen, setRequest } from './change-request'
import { comment } from './comment'
import { RequestId } from './model'

const QuestionInput = z.object({
  id: RequestId,
  submission: z.uuid(),
  text: comment('Write your question. The requester will see it.'),
})

/** Asks the requester a question; the request then waits for their answer. Only those who may decide it may ask. */
export async function askBack(ctx: Context, input: unknown): Promise<void> {
  const { id, submission, text } = parseInput(QuestionInput, input)
  await changeRequest(ctx, id, async (held) => {
    authorize(
      ctx.actor,
      { to: 'request.decide', requesterId: held.request.requesterId },
      { requestId: held.request.id },
    )
    if (!(await addNote(ctx, held, { submission, kind: 'question', text }))) return
    requireOpen(held.request)
    await setRequest(held, { status: 'asked' })
    await recordOnRequest(ctx, held, 'request.ask', { reason: text })
  })
}
