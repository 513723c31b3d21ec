import 'server-only'
import { z } from 'zod'
import { authorize } from '@/lib/auth/roles'
import type { Context } from '@/lib/context'
import { parseInput } from '@/lib/errors/parse-input'
import { changeRequest, recordOnRequest, requireOpen, setRequest } from './change-request'
import { RequestId } from './model'

const WithdrawInput = z.object({ id: RequestId })

/** Withdraws one's own open request. Withdrawing it twice is not an error. */
export async function withdrawRequest(ctx: Context, input: unknown): Promise<void> {
  const { id } = parseInput(WithdrawInput, input)
  await changeRequest(ctx, id, async (held) => {
    authorize(
      ctx.actor,
      { to: 'request.withdraw', requesterId: held.request.requesterId },
      { requestId: held.request.id },
    )
    if (held.request.status === 'withdrawn') return
    requireOpen(held.request)
    await setRequest(held, {
      status: 'withdrawn',
      decidedById: ctx.actor.id,
      decidedByName: ctx.actor.name,
      decidedAt: ctx.now(),
    })
    await recordOnRequest(ctx, held, 'request.withdraw')
  })
}
