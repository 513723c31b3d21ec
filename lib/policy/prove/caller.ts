import { type Principal, rootArn } from '@/lib/policy/principals'
import type { Statement } from '@/lib/policy/statement'

/**
 * Somebody who could call ECR. A session is one of a role, whose ARN has the role's path; `arn` is what
 * `aws:PrincipalArn` says of the caller.
 */
export type Caller =
  | { kind: 'root' | 'user' | 'federated-user'; account: string; arn: string }
  | { kind: 'session'; account: string; arn: string; session: string }
  | { kind: 'service'; service: string }

/** How a statement reaches a caller: by name or for everyone, through its account as a whole, or not at all. */
export type Reach = 'directly' | 'by-account' | undefined

/** Which callers of a partition a statement is about (IAM JSON policy elements: Principal, NotPrincipal). */
export function reachOf(
  { principals, notPrincipal }: Pick<Statement, 'principals' | 'notPrincipal'>,
  partition: string,
): (caller: Caller) => Reach {
  // A principal of another partition lets nobody in.
  const named = namesOf(
    principals.filter((one) => !('partition' in one) || (one.partition ?? partition) === partition),
  )
  if (!notPrincipal)
    return (caller) =>
      named.everyone || names(named, caller) ? 'directly' : isOf(named, caller) ? 'by-account' : undefined
  if (principals.length === 0) return () => undefined
  return (caller) => (isExcepted(named, caller) ? undefined : 'directly')
}

/** The last part of a role's or user's ARN, without its path. */
export function nameIn(arn: string): string {
  return arn.slice(arn.lastIndexOf('/') + 1)
}

/** What `aws:PrincipalArn` has for an account's root user. */
export function rootCaller(account: string, partition: string): Caller {
  return { kind: 'root', account, arn: rootArn(account, partition) }
}

/**
 * The principals of an element, to be looked up. Federated and canonical principals never call ECR; a deleted one, or one
 * that AWS does not know, is nobody.
 */
type Names = {
  everyone: boolean
  accounts: ReadonlySet<string>
  /** Users, federated users and roles by their ARN. */
  arns: ReadonlySet<string>
  /** Sessions as `ACCOUNT ROLE SESSION`: their ARN has lost the role's path. */
  sessions: ReadonlySet<string>
  services: ReadonlySet<string>
}

function namesOf(principals: readonly Principal[]): Names {
  const accounts = new Set<string>()
  const arns = new Set<string>()
  const sessions = new Set<string>()
  const services = new Set<string>()
  for (const principal of principals)
    switch (principal.kind) {
      case 'account':
        accounts.add(principal.account)
        break
      case 'role':
      case 'user':
      case 'federated-user':
        arns.add(principal.arn)
        break
      case 'session':
        sessions.add(`${principal.account} ${principal.role} ${principal.session}`)
        break
      case 'service':
        services.add(principal.service)
    }
  return { everyone: principals.some(({ kind }) => kind === 'everyone'), accounts, arns, sessions, services }
}

/** An account's callers are its users, sessions and root user, and never a service. */
function isOf({ accounts }: Names, caller: Caller): boolean {
  return caller.kind !== 'service' && accounts.has(caller.account)
}

function names({ arns, sessions, services }: Names, caller: Caller): boolean {
  if (caller.kind === 'service') return services.has(caller.service)
  if (caller.kind === 'root') return false
  return (
    arns.has(caller.arn) ||
    (caller.kind === 'session' && sessions.size > 0 && sessions.has(sessionKey(caller)))
  )
}

function sessionKey({ account, arn, session }: Extract<Caller, { kind: 'session' }>): string {
  return `${account} ${nameIn(arn)} ${session}`
}

/**
 * NotPrincipal spares only whom it names with everything above them: a user with the account, a session with its role and
 * the account. AWS's own example therefore denies every other role of the account, too.
 */
function isExcepted(named: Names, caller: Caller): boolean {
  if (named.everyone) return true
  if (caller.kind === 'service') return names(named, caller)
  if (!isOf(named, caller)) return false
  if (caller.kind === 'root') return true
  if (!named.arns.has(caller.arn)) return false
  return caller.kind !== 'session' || named.sessions.has(sessionKey(caller))
}
