import type { Principal } from '@/lib/policy/principals'

/**
 * What is known of one key of a request: its values, that it is absent, or only that it is the ARN of someone in an
 * account, or of a role by its name, whatever its path. A key without a fact is unknown.
 */
export type Fact =
  | { kind: 'values'; values: readonly string[] }
  | { kind: 'absent' }
  | { kind: 'arn-in'; account: string; role?: string }

/** Facts by the lowercase name of the key: IAM ignores case. */
export type Facts = ReadonlyMap<string, Fact>

const ABSENT: Fact = { kind: 'absent' }

export function valueFact(...values: string[]): Fact {
  return { kind: 'values', values }
}

/**
 * What is known of every request from this subject to a repository of `owner` (IAM global condition context keys). ECR
 * only accepts TLS.
 */
export function factsOf(subject: Principal, owner: string): Facts {
  return new Map<string, Fact>([
    ['aws:securetransport', valueFact('true')],
    ['aws:resourceaccount', valueFact(owner)],
    // About registry settings, so never in a request to a repository.
    ['ecr:accountsetting', ABSENT],
    ['aws:principalisawsservice', valueFact(String(subject.kind === 'service'))],
    ...callerFacts(subject),
  ])
}

function callerFacts(subject: Principal): [string, Fact][] {
  switch (subject.kind) {
    case 'account':
      return [
        ['aws:principalaccount', valueFact(subject.account)],
        ['aws:principalarn', { kind: 'arn-in', account: subject.account }],
      ]
    case 'session':
      return [
        ['aws:principalaccount', valueFact(subject.account)],
        ['aws:principalarn', { kind: 'arn-in', account: subject.account, role: subject.role }],
        ['aws:username', ABSENT],
      ]
    case 'role':
      return [
        ['aws:principalaccount', valueFact(subject.account)],
        ['aws:principalarn', valueFact(subject.arn)],
        ['aws:username', ABSENT],
      ]
    case 'user':
      return [
        ['aws:principalaccount', valueFact(subject.account)],
        ['aws:principalarn', valueFact(subject.arn)],
        ['aws:username', valueFact(subject.name)],
      ]
    case 'federated-user':
      return [
        ['aws:principalaccount', valueFact(subject.account)],
        ['aws:principalarn', valueFact(subject.arn)],
      ]
    case 'service':
      return [
        ['aws:principalservicename', valueFact(subject.service)],
        ['aws:principalaccount', ABSENT],
        ['aws:principalarn', ABSENT],
        ['aws:principalorgid', ABSENT],
      ]
    default:
      return []
  }
}
