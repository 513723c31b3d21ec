import { accountWords, type KnownAccounts } from '@/lib/accounts/account-names'
import { isElsewhere, type Principal } from '@/lib/policy/principals'
import { quoted } from '@/lib/text/quoted'
import { wordList } from '@/lib/text/word-list'

const SERVICES: Readonly<Record<string, string>> = {
  lambda: 'AWS Lambda',
  codebuild: 'AWS CodeBuild',
  'ecs-tasks': 'Amazon ECS tasks',
  ecs: 'Amazon ECS',
  eks: 'Amazon EKS',
  batch: 'AWS Batch',
  sagemaker: 'Amazon SageMaker',
  'build.apprunner': 'AWS App Runner',
  inspector2: 'Amazon Inspector',
}

/** The services that pull or push images, as a policy names them. */
export const KNOWN_SERVICES = Object.entries(SERVICES).map(([prefix, name]) => ({
  service: `${prefix}.amazonaws.com`,
  name,
}))

/** Whether a sentence is about all of them together or, as with a Deny, about any one of them. */
type Joint = 'and' | 'or'

/** A principal in words that can be understood without knowing ARNs. */
export function principalWords(principal: Principal, accounts: KnownAccounts, joint: Joint = 'and'): string {
  if (isElsewhere(principal)) return `${quoted(principal.written)} (of another partition, so no one)`
  switch (principal.kind) {
    case 'everyone':
      return `${joint === 'and' ? 'everyone' : 'anyone'} with an AWS account`
    case 'account':
      return membersOf(accountWords(principal.account, accounts), joint)
    case 'role':
    case 'user':
      return `the ${principal.kind} ${principal.name} of ${accountWords(principal.account, accounts)}`
    case 'session':
      return `the session ${principal.session} of the role ${principal.role} of ${accountWords(principal.account, accounts)}`
    case 'federated-user':
      return `the federated user ${principal.name} of ${accountWords(principal.account, accounts)}`
    case 'service':
      return serviceName(principal.service) ?? `the service ${principal.service}`
    case 'federated':
      return `anyone who signs in with ${quoted(principal.provider)}`
    case 'canonical':
      return `the canonical user ${quoted(principal.id)}`
    case 'deleted':
      return `a deleted ${principal.was} (${principal.id})`
    case 'malformed':
      return `${quoted(principal.written)} (not a valid principal)`
  }
}

/** The name of a known service; undefined for any other. */
export function serviceName(service: string): string | undefined {
  return SERVICES[service.replace(/\.amazonaws\.com(\.cn)?$/, '')]
}

function membersOf(accounts: string, joint: Joint): string {
  return joint === 'and' ? `every user and role of ${accounts}` : `any user or role of ${accounts}`
}

/** All principals of a statement. Several accounts share one phrase. */
export function principalListWords(
  principals: readonly Principal[],
  accounts: KnownAccounts,
  joint: Joint = 'and',
): string {
  if (principals.length === 0) return 'no one'
  const whole = principals.filter((principal) => principal.kind === 'account' && !isElsewhere(principal))
  const owners = whole.flatMap((principal) => ('account' in principal ? principal.account : []))
  const others = principals.filter((principal) => !whole.includes(principal))
  const words = others.map((principal) => principalWords(principal, accounts, joint))
  if (owners.length > 0) {
    const names = wordList(
      owners.map((id) => accountWords(id, accounts)),
      joint,
    )
    words.unshift(membersOf(names, joint))
  }
  return wordList(words, joint)
}

/** Those whom a NotPrincipal spares: of an account as such only its root user. */
export function sparedWords(
  spared: readonly Principal[],
  accounts: KnownAccounts,
  joint: Joint = 'and',
): string {
  return wordList(
    spared.map((principal) =>
      principal.kind === 'account'
        ? `the root user of ${accountWords(principal.account, accounts)}`
        : principalWords(principal, accounts, joint),
    ),
    joint,
  )
}
