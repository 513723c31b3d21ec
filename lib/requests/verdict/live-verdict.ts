import 'server-only'
import type { Context } from '@/lib/context'
import { attempt, PortalError } from '@/lib/errors/portal-error'
import { type FailedCall, messageOf } from '@/lib/requests/message/request-message'
import { type AccessRequest, repositoryOf } from '@/lib/requests/model'
import { proposedPolicy } from '@/lib/requests/proposal/apply-proposal'
import { judgeMessage, type PolicyReader, policyReader } from './judge-message'
import type { Verdict } from './verdict'

type Judged = FailedCall & Pick<AccessRequest, 'status' | 'proposal'>

/** Whether the current policy allows a request's call, why not, and who can change that. */
export async function liveVerdict(
  ctx: Context,
  request: Judged,
  readPolicy = policyReader(ctx),
): Promise<Verdict> {
  const message = messageOf(request)
  if (message.action === 'ecr:SetRepositoryPolicy' && request.error.trim() === '' && request.proposal)
    return verdictOnChange(request, readPolicy)
  if (message.kind === 'empty' || message.kind === 'unknown')
    return note(`We can’t tell from “${request.action}” which call failed.`, [
      'Neither the error nor the action names an ECR call, so we couldn’t check it against the repository’s policy. The full error message would tell us.',
    ])
  return (await judgeMessage(ctx, message, { granted: request.status === 'granted', readPolicy })).verdict
}

/** A request to change the policy has no denied call; once granted, the change should be in the policy. */
async function verdictOnChange(request: Judged, readPolicy: PolicyReader): Promise<Verdict> {
  if (request.status !== 'granted')
    return note('This requests a change to the repository’s policy. AWS hasn’t denied anything.', [
      'The proposal shows what it would allow and remove.',
    ])
  const proposed = await attempt(proposedPolicy(request, await readPolicy(repositoryOf(request))))
  if (proposed instanceof PortalError)
    return proposed.code === 'conflict'
      ? note('The granted change isn’t in the repository’s current policy.', [
          'The policy has since changed in the same places.',
        ])
      : note('We can’t tell whether the granted change is in the repository’s policy.', [proposed.message])
  return proposed?.before === proposed?.after
    ? note('The granted change is in the repository’s policy.', [])
    : note('The granted change isn’t in the repository’s current policy.', [])
}

function note(title: string, sentences: string[]): Verdict {
  return { tone: 'info', title, sentences, steps: [], cannotSee: [] }
}
