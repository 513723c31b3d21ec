import { isElsewhere, type Principal } from '@/lib/policy/principals'
import type { Statement } from '@/lib/policy/statement'
import { any, not, type Truth } from './truth'

/**
 * Whether a statement applies to this subject. An account means any of its users and roles, so what applies to only some
 * of them is unknown. `everyone` means someone who is not listed in the policy.
 */
export function concerns({ principals, notPrincipal }: Statement, subject: Principal): Truth {
  if (!notPrincipal) return any(principals.map((principal) => matches(principal, subject)))
  return principals.length === 0 ? false : not(isSpared(sparedOf(principals), subject))
}

/**
 * The callers that NotPrincipal spares: those that it lists with everything above them, a user with the account, a session
 * with its role and the account. An account alone is its root user, and a role alone nobody, because its sessions call
 * (IAM JSON policy elements: NotPrincipal).
 */
export function sparedOf(principals: readonly Principal[]): Principal[] {
  const here = principals.filter((principal) => !isElsewhere(principal))
  const accounts = new Set(here.flatMap((one) => (one.kind === 'account' ? one.account : [])))
  const roles = new Set(here.flatMap((one) => (one.kind === 'role' ? `${one.account} ${one.name}` : [])))
  return here.filter((one) => {
    if (!('account' in one)) return true
    if (one.kind === 'role' || !accounts.has(one.account)) return false
    return one.kind !== 'session' || roles.has(`${one.account} ${one.role}`)
  })
}

/** Those whom NotPrincipal lists without sparing them: no one above them is listed, or none of a role’s sessions. */
export function unsparedOf(principals: readonly Principal[]): Principal[] {
  const spared = sparedOf(principals)
  const isSparedRole = ({ account, name }: Extract<Principal, { kind: 'role' | 'user' }>) =>
    spared.some((one) => one.kind === 'session' && one.account === account && one.role === name)
  return principals.filter(
    (one) =>
      'account' in one &&
      !isElsewhere(one) &&
      !spared.includes(one) &&
      !(one.kind === 'role' && isSparedRole(one)),
  )
}

function matches(principal: Principal, subject: Principal): Truth {
  if (isElsewhere(principal)) return false
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

/** An account’s root user is one of its callers, and a session one of its role’s. */
function isSpared(spared: readonly Principal[], subject: Principal): Truth {
  return any(
    spared.map((principal) => {
      if (principal.kind === 'everyone') return true
      if (subject.kind === 'account')
        return 'account' in principal && principal.account === subject.account && 'unknown'
      return principal.kind !== 'account' && matches(principal, subject)
    }),
  )
}
