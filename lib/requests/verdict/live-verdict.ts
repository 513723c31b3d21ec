import 'server-only'
import type { Context } from '@/lib/context'
import { attempt, PortalError } from '@/lib/errors/portal-error'
import { type FailedCall, messageOf } from '@/lib/requests/message/request-message'
import { type AccessRequest, repositoryOf } from '@/lib/requests/model'
import { proposedPolicy } from '@/lib/requests/proposal/apply-proposal'
import { judgeMessage, type PolicyReader, policyReader } from './judge-message'
import type { Verdict } from './verdict'

type Judged = FailedCall & Pick<AccessRequest, 'status' | 'proposal'>

/** Whether the call of a request would be allowed by the policy as it is now, why not, and who can change that. */
export async function liveVerdict(
  ctx: Context,
  request: Judged,
  readPolicy = policyReader(ctx),
): Promise<Verdict> {
  const message = messageOf(request)
  if (message.action === 'ecr:SetRepositoryPolicy' && request.error.trim() === '' && request.proposal)
    return verdictOnChange(request, readPolicy)
  if (message.kind === 'empty' || message.kind === 'unknown')
    return note(`Which call failed cannot be told from “${request.action}”.`, [
      'Neither the error nor the action names a call to ECR, so the repository’s policy was not compared with it. The whole error message would tell.',
    ])
  return (await judgeMessage(ctx, message, { granted: request.status === 'granted', readPolicy })).verdict
}

/** Somebody who asks for a change of the policy was refused no call; once it is granted, it should be there. */
async function verdictOnChange(request: Judged, readPolicy: PolicyReader): Promise<Verdict> {
  if (request.status !== 'granted')
    return note('A change of the repository’s policy is asked for; AWS has refused nothing.', [
      'What it opens and closes is seen in what is proposed.',
    ])
  const proposed = await attempt(proposedPolicy(request, await readPolicy(repositoryOf(request))))
  if (proposed instanceof PortalError)
    return proposed.code === 'conflict'
      ? note('What was granted is not in the repository’s policy as it is now.', [
          'The policy has become another in the same places.',
        ])
      : note('Whether what was granted is in the repository’s policy cannot be told.', [proposed.message])
  return proposed?.before === proposed?.after
    ? note('What was granted is in the repository’s policy.', [])
    : note('What was granted is not in the repository’s policy as it is now.', [])
}

function note(title: string, sentences: string[]): Verdict {
  return { tone: 'info', title, sentences, steps: [], cannotSee: [] }
}
