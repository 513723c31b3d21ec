import type { Principal } from '@/lib/policy/principals'
import type { Statement } from '@/lib/policy/statement'
import { all, any, not, type Truth } from './truth'

/**
 * Whether a statement applies to this subject. An account means any of its users and roles, so what applies to only some
 * of them is unknown. `everyone` means someone who is not listed in the policy.
 */
export function concerns({ principals, notPrincipal }: Statement, subject: Principal): Truth {
  if (!notPrincipal) return any(principals.map((principal) => matches(principal, subject)))
  return principals.length === 0 ? false : not(isExcepted(principals, subject))
}

function matches(principal: Principal, subject: Principal): Truth {
  switch (principal.kind) {
    case 'everyone':
      return true
    case 'account':
      return 'account' in subject && subject.account === principal.account
    case 'service':
      return subject.kind === 'service' && subject.service === principal.service
    case 'role':
    case 'user':
    case 'session':
    case 'federated-user':
      return matchesNamed(principal, subject)
    default:
      // Federated and canonical principals never call ECR; deleted and malformed ones match no one.
      return false
  }
}

type Named = Extract<Principal, { kind: 'role' | 'user' | 'session' | 'federated-user' }>

function matchesNamed(principal: Named, subject: Principal): Truth {
  if (!('account' in subject) || subject.account !== principal.account) return false
  if (subject.kind === 'account') return 'unknown'
  // A session's ARN doesn't have the path of its role, so only the name is compared.
  if (principal.kind === 'role' && subject.kind === 'session') return subject.role === principal.name
  if (principal.kind === 'session' && subject.kind === 'role')
    return subject.name === principal.role ? 'unknown' : false
  return principal.arn === subject.arn
}

/**
 * NotPrincipal exempts only those that it lists with everything above them: a user with the account, a session with its
 * role and the account (IAM JSON policy elements: NotPrincipal). If only some are listed, AWS may decide either way.
 */
function isExcepted(principals: readonly Principal[], subject: Principal): Truth {
  const levels = [subject, ...above(subject)].map((level) =>
    any(principals.map((principal) => exactly(principal, level))),
  )
  if (subject.kind === 'account')
    return any(principals.map((principal) => matches(principal, subject))) === false ? false : 'unknown'
  return levels.includes(true) && all(levels) !== true ? 'unknown' : all(levels)
}

function above(subject: Principal): Principal[] {
  if (!('account' in subject) || subject.kind === 'account') return []
  const account: Principal = {
    kind: 'account',
    account: subject.account,
    partition: undefined,
    written: '',
    path: [],
  }
  if (subject.kind !== 'session') return [account]
  const { role, partition, written, path } = subject
  const arn = `arn:${partition}:iam::${subject.account}:role/${role}`
  return [{ kind: 'role', account: subject.account, partition, name: role, arn, written, path }, account]
}

function exactly(principal: Principal, level: Principal): Truth {
  if (principal.kind === 'everyone') return true
  if (principal.kind !== level.kind) return false
  if (principal.kind === 'role' && level.kind === 'role')
    return (
      principal.account === level.account && (principal.arn === level.arn || principal.name === level.name)
    )
  return matches(principal, level)
}
