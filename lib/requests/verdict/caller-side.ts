import { isOfRegistry } from '@/lib/policy/actions'
import { callerPolicy } from '@/lib/policy/ask/caller-policy'
import { repositoryArn } from '@/lib/repositories/reference'
import type { DeniedMessage } from '@/lib/requests/message/denied-message'
import { judgedActions } from './judged-call'
import type { Verdict } from './verdict'

/** The IAM policy that lets the caller do it, for whoever manages their account. */
export type CallerSide = {
  account: string | undefined
  policy: string
  /** It is what has to change, not just needed in addition to the repository's policy. */
  decides: boolean
}

/**
 * The policy that the caller's own account may need, ready to hand over. Undefined where it would not help: within the
 * repository's account when its policy decides, and against a deny or an organisation policy.
 */
export function callerSide(message: DeniedMessage, { side, tone }: Verdict): CallerSide | undefined {
  const { kind, action, account, region, repository, principalAccount } = message
  if (kind !== 'access-denied' || !action?.startsWith('ecr:') || tone === 'ok') return undefined
  const denial = message.denials.find((each) => each.action === action)
  const byOther = denial?.policyType && !['identity-based', 'resource-based'].includes(denial.policyType)
  if (denial?.explicitDeny || byOther) return undefined
  // Within one account either policy is enough, so this one matters only if AWS says that it is missing.
  const isNamed = denial?.policyType === 'identity-based' || side === 'caller' || side === 'either'
  if (principalAccount === account && !isNamed) return undefined
  const ref = account && region && repository ? { account, region, name: repository } : undefined
  if (!ref && !isOfRegistry(action)) return undefined
  return {
    account: principalAccount,
    policy: callerPolicy(judgedActions(action), ref ? repositoryArn(ref) : '*'),
    decides: side === 'caller' || denial?.policyType === 'identity-based',
  }
}
