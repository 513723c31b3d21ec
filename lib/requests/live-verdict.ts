import 'server-only'
import type { Context } from '@/lib/context'
import { judgeMessage } from './judge-message'
import type { AccessRequest } from './model'
import { type FailedCall, messageOf } from './request-message'
import type { Verdict } from './verdict'

type Judged = FailedCall & Pick<AccessRequest, 'status' | 'proposal'>

/** Whether the call of a request would be allowed by the policy as it is now, why not, and who can change that. */
export async function liveVerdict(ctx: Context, request: Judged): Promise<Verdict> {
  const message = messageOf(request)
  if (message.action === 'ecr:SetRepositoryPolicy' && request.error.trim() === '' && request.proposal)
    return note('A change of the repository’s policy is asked for; AWS has refused nothing.', [
      'What it opens and closes is seen in what is proposed.',
    ])
  if (message.kind === 'empty' || message.kind === 'unknown')
    return note(`Which call failed cannot be told from “${request.action}”.`, [
      'Neither the error nor the action names a call to ECR, so the repository’s policy was not compared with it. The whole error message would tell.',
    ])
  return (await judgeMessage(ctx, message, request.status === 'granted')).verdict
}

function note(title: string, sentences: string[]): Verdict {
  return { tone: 'info', title, sentences, steps: [], cannotSee: [] }
}
