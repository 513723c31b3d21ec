import { REPOSITORY_ACTIONS } from '@/lib/policy/actions'
import type { Denial, PolicyType } from '@/lib/requests/message/denials'
import type { DeniedMessage } from '@/lib/requests/message/denied-message'
import type { Advice } from './advice'

const WHERE: Record<PolicyType, string> = {
  'identity-based': 'the caller’s own IAM policy',
  'resource-based': 'the repository’s policy',
  'service-control': 'a service control policy of the organisation',
  'resource-control': 'a resource control policy of the organisation',
  session: 'the session policy that the caller took on its role with',
  'vpc-endpoint': 'the policy of the VPC endpoint that the call went through',
  'permissions-boundary': 'the caller’s permissions boundary',
}

/** What a refusal by policy means, from its own words alone: which side refused, and who can change that. */
export function refusalAdvice({ kind, denials, action = '' }: DeniedMessage): Advice {
  const denial = denials.find((each) => each.action === action) ?? { action }
  if (kind === 'assume-role-denied')
    return {
      meaning: 'The caller may not take on this role. ECR has not been asked at all.',
      next: 'The role’s trust policy and the caller’s own IAM policy must both allow it. Ask whoever owns the role.',
    }
  if (kind === 'other-service-denied')
    return {
      meaning: `AWS refused ${denial.action}, which is not a call to ECR. No repository policy can grant it.`,
      next: 'Ask whoever owns that resource, or the caller’s IAM policy.',
    }
  if (denial.action === 'ecr:GetAuthorizationToken') return loginRefused(denial)
  if (denial.action === 'ecr:CreateRepository' && !denial.explicitDeny)
    return {
      meaning: 'The caller may not create repositories in this registry.',
      next: 'Create it here instead, or ask whoever administers the caller’s account to allow ecr:CreateRepository.',
    }
  if (denial.explicitDeny) return explicitlyDenied(denial)
  return notAllowed(denial)
}

/** Whether a repository's policy can grant an action at all: it cannot for those that concern a whole registry. */
export function isGrantable(action: string): boolean {
  return REPOSITORY_ACTIONS.includes(action) && action !== 'ecr:CreateRepository'
}

function loginRefused(denial: Denial): Advice {
  const cause = denial.policyType && denial.policyType !== 'identity-based'
  return {
    meaning: cause
      ? `The caller may not log in to ECR: ${place(denial)} does not let it. No repository policy can change that.`
      : 'The caller may not log in to ECR: ecr:GetAuthorizationToken is granted by the caller’s own IAM policy alone, never by a repository.',
    next: `Ask whoever administers ${cause ? place(denial) : 'the caller’s account'} to allow ecr:GetAuthorizationToken on *.`,
  }
}

function explicitlyDenied(denial: Denial): Advice {
  return denial.policyType === 'resource-based'
    ? {
        meaning: `A statement of the repository’s policy denies ${denial.action}. A deny wins over every allow.`,
        next: 'That statement must be changed or removed. Request it.',
      }
    : {
        meaning: `${capital(place(denial))} denies ${denial.action}. A deny wins, so nothing granted on the repository helps.`,
        next: `Ask whoever administers ${denial.denyingPolicyArn ?? place(denial)}.`,
      }
}

function notAllowed(denial: Denial): Advice {
  const { action, policyType, principalAccount, account } = denial
  if (!isGrantable(action))
    return {
      meaning: `${capital(place(denial))} does not allow ${action}, which concerns the whole registry. No repository policy can grant it.`,
      next: 'Ask whoever administers the caller’s account.',
    }
  if (policyType === undefined)
    return {
      meaning: `AWS refused ${action} and does not say which policy is the reason.`,
      next: 'Compare the repository’s policy first. The caller’s own IAM policy must allow it as well if the accounts differ.',
    }
  if (policyType === 'resource-based')
    return {
      meaning: `The repository’s policy does not allow ${action} to this caller.`,
      next: 'A statement in that policy solves it. Request access.',
    }
  if (policyType === 'identity-based')
    return principalAccount && account && principalAccount !== account
      ? {
          meaning: `The caller’s own IAM policy does not allow ${action}. The repository’s policy is not what AWS names.`,
          next: `Ask whoever administers account ${principalAccount} to allow it there.`,
        }
      : {
          meaning: `The caller’s own IAM policy does not allow ${action}.`,
          next: 'Within one account, either that policy or a statement in the repository’s policy solves it. Request access.',
        }
  return {
    meaning: `${capital(WHERE[policyType])} does not allow ${action}. Nothing granted on the repository helps.`,
    next: `Ask whoever administers ${WHERE[policyType]}.`,
  }
}

function place({ policyType }: Denial): string {
  return policyType ? WHERE[policyType] : 'a policy that AWS does not name'
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}
