import { REPOSITORY_ACTIONS } from '@/lib/policy/actions'
import type { Denial, PolicyType } from '@/lib/requests/message/denials'
import type { DeniedMessage } from '@/lib/requests/message/denied-message'
import type { Advice } from './advice'

/** A policy that can refuse, and what to ask its owner about. */
const POLICIES: Record<PolicyType, { policy: string; managed: string }> = {
  'identity-based': { policy: 'the caller’s IAM policy', managed: 'the caller’s IAM policy' },
  'resource-based': { policy: 'the repository’s policy', managed: 'the repository’s policy' },
  'service-control': {
    policy: 'a service control policy of your organisation',
    managed: 'your organisation’s service control policies',
  },
  'resource-control': {
    policy: 'a resource control policy of your organisation',
    managed: 'your organisation’s resource control policies',
  },
  session: {
    policy: 'the session policy of the caller’s role session',
    managed: 'the session policy of the caller’s role session',
  },
  'vpc-endpoint': {
    policy: 'the policy of the VPC endpoint that the call went through',
    managed: 'that VPC endpoint',
  },
  'permissions-boundary': {
    policy: 'the caller’s permissions boundary',
    managed: 'the caller’s permissions boundary',
  },
}

/** What a denial by a policy means, from its wording alone: which side denied it and who can change that. */
export function refusalAdvice({ kind, denials, action = '' }: DeniedMessage): Advice {
  const denial = denials.find((each) => each.action === action) ?? { action }
  if (kind === 'assume-role-denied')
    return {
      meaning: 'The caller isn’t allowed to assume this role. The call never reached ECR.',
      next: 'Both the role’s trust policy and the caller’s IAM policy must allow it. Ask whoever owns the role.',
    }
  if (kind === 'other-service-denied')
    return {
      meaning: `AWS refused ${denial.action}, which isn’t an ECR action. No repository policy can grant it.`,
      next: 'Ask whoever owns that resource or manages the caller’s IAM policy.',
    }
  if (denial.action === 'ecr:GetAuthorizationToken') return loginRefused(denial)
  if (denial.action === 'ecr:CreateRepository' && !denial.explicitDeny)
    return {
      meaning: 'The caller isn’t allowed to create repositories in this registry.',
      next: 'Create it here instead, or ask whoever manages the caller’s account to allow ecr:CreateRepository.',
    }
  if (denial.explicitDeny) return explicitlyDenied(denial)
  return notAllowed(denial)
}

/** Whether a repository's policy can grant an action at all; it cannot for actions on a whole registry. */
export function isGrantable(action: string): boolean {
  return REPOSITORY_ACTIONS.includes(action) && action !== 'ecr:CreateRepository'
}

function loginRefused(denial: Denial): Advice {
  const cause = denial.policyType && denial.policyType !== 'identity-based'
  return {
    meaning: cause
      ? `The caller isn’t allowed to log in to ECR: ${place(denial)} doesn’t allow it. No repository policy can change that.`
      : 'The caller isn’t allowed to log in to ECR. Only the caller’s IAM policy can grant ecr:GetAuthorizationToken, never a repository’s policy.',
    next: `Ask whoever manages ${cause ? managed(denial) : 'the caller’s account'} to allow ecr:GetAuthorizationToken on *.`,
  }
}

function explicitlyDenied(denial: Denial): Advice {
  return denial.policyType === 'resource-based'
    ? {
        meaning: `A statement in the repository’s policy denies ${denial.action}. A deny overrides every allow.`,
        next: 'That statement has to be changed or removed. Request the change.',
      }
    : {
        meaning: `${capital(place(denial))} denies ${denial.action}. A deny overrides every allow, so granting access on the repository won’t help.`,
        next: `Ask whoever manages ${denial.denyingPolicyArn ?? managed(denial)}.`,
      }
}

function notAllowed(denial: Denial): Advice {
  const { action, policyType, principalAccount, account } = denial
  if (!isGrantable(action))
    return {
      meaning: `${capital(place(denial))} doesn’t allow ${action}, which applies to the whole registry. No repository policy can grant it.`,
      next: 'Ask whoever manages the caller’s account.',
    }
  if (policyType === undefined)
    return {
      meaning: `AWS denied ${action} without saying which policy is the reason.`,
      next: 'Check the repository’s policy first. If the accounts differ, the caller’s IAM policy must allow it too.',
    }
  if (policyType === 'resource-based')
    return {
      meaning: `The repository’s policy doesn’t allow this caller to use ${action}.`,
      next: 'A statement in that policy would fix it. Request access.',
    }
  if (policyType === 'identity-based')
    return principalAccount && account && principalAccount !== account
      ? {
          meaning: `The caller’s IAM policy doesn’t allow ${action}. AWS doesn’t name the repository’s policy as the reason.`,
          next: `Ask whoever manages account ${principalAccount} to allow it there.`,
        }
      : {
          meaning: `The caller’s IAM policy doesn’t allow ${action}.`,
          next: 'Within one account, either that policy or a statement in the repository’s policy would fix it. Request access.',
        }
  return {
    meaning: `${capital(place(denial))} doesn’t allow ${action}. Granting access on the repository won’t help.`,
    next: `Ask whoever manages ${managed(denial)} to allow it.`,
  }
}

function place({ policyType }: Denial): string {
  return policyType ? POLICIES[policyType].policy : 'a policy that AWS doesn’t name'
}

function managed({ policyType }: Denial): string {
  return policyType ? POLICIES[policyType].managed : 'the policy that denies it'
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}
