import { isAccountId, parseArn } from '@/lib/accounts/arn'

/** The kinds of policy that AWS names as the reason for a denial. */
const POLICY_TYPES = [
  'identity-based',
  'resource-based',
  'service-control',
  'resource-control',
  'session',
  'vpc-endpoint',
  'permissions-boundary',
] as const
export type PolicyType = (typeof POLICY_TYPES)[number]

/** One denial as AWS words it. What the message leaves out, or someone masked, is absent. */
export type Denial = {
  /** `service:Action` */
  action: string
  principalArn?: string
  principalAccount?: string
  /** The account of the registry, not of the caller. */
  account?: string
  region?: string
  repository?: string
  /** The kind of policy that AWS names as the reason. It names just one even if several deny. */
  policyType?: PolicyType
  /** True for a deny statement, false where no statement allows. */
  explicitDeny?: boolean
  /** The policy with the deny statement. AWS names it since 2026, but not for repository policies. */
  denyingPolicyArn?: string
}

const ANCHOR = /\b(?:is\s{1,9})?not\s{1,9}authorized\s{1,9}to\s{1,9}perform\b:?\s{0,9}/gi
// How far a sentence extends from its anchor. An ARN has at most 2,048 characters; those of users and roles are far
// shorter.
const BEFORE = 900
const AFTER = 1600

const ACTION = /^([a-z0-9-]{1,60}:[A-Za-z]{1,80})/
const RESOURCE = /^\s{0,9}on\s{1,9}(?:the\s{1,9})?resource:?\s{0,9}/i
const REASON =
  /^[\s"']{0,9}(?:because\s{1,9}no\s{1,9}([a-z-]+(?:\s{1,9}[a-z-]+)?)|with\s{1,9}an?\s{1,9}explicit\s{1,9}deny(?:\s{1,9}in\s{1,9}an?\s{1,9}([a-z-]+(?:\s{1,9}[a-z-]+)?))?)/i
const DENYING_POLICY = /^[^:]{0,80}?(?:policy|boundary)[^:\n]{0,60}:\s{0,9}(arn:aws[^\s"',;)\\]{1,600})/i

/**
 * Every denial in a text, in order, without repeats. Formats: AWS's troubleshooting page for access-denied errors. A
 * terminal that breaks lines within words hides reasons, so the text without line breaks is used if it shows more.
 */
export function readDenials(text: string): Denial[] {
  const asWritten = denialsIn(text)
  const unbroken = text.includes('\n') ? denialsIn(text.replaceAll('\n', '')) : asWritten
  const reasons = (denials: readonly Denial[]) => denials.filter(({ policyType }) => policyType).length
  return reasons(unbroken) > reasons(asWritten) ? unbroken : asWritten
}

function denialsIn(text: string): Denial[] {
  const denials = new Map<string, Denial>()
  const anchors = [...text.matchAll(ANCHOR)]
  for (const [index, anchor] of anchors.entries()) {
    const end = anchor.index + anchor[0].length
    const next = anchors[index + 1]?.index ?? text.length
    const denial = readDenial(
      text.slice(Math.max(0, anchor.index - BEFORE), anchor.index),
      text.slice(end, Math.min(next, end + AFTER)),
    )
    if (denial) denials.set(JSON.stringify(denial), denial)
  }
  return [...denials.values()]
}

function readDenial(before: string, after: string): Denial | undefined {
  const action = ACTION.exec(after)?.[1]
  if (!action) return undefined
  const rest = after.slice(action.length)
  const on = RESOURCE.exec(rest)?.[0].length ?? 0
  const resource = on > 0 ? resourceAt(rest.slice(on)) : ''
  return {
    action,
    ...principalOf(before),
    ...repositoryOf(resource),
    ...reasonOf(rest.slice(on + resource.length)),
  }
}

/** The principal is between the last "User" and the anchor; line breaks in it come from a terminal. */
function principalOf(before: string): Pick<Denial, 'principalArn' | 'principalAccount'> {
  const user = [...before.matchAll(/\buser:?\s{0,9}["']?(?=arn:)/gi)].at(-1)
  if (!user) return {}
  const principalArn = before
    .slice(user.index + user[0].length)
    .replace(/\s+/g, '')
    .replace(/["']$/, '')
  const arn = parseArn(principalArn)
  if (!arn || !['iam', 'sts'].includes(arn.service) || arn.region !== '') return {}
  return isAccountId(arn.account) && /^[\w+=,.@/-]+$/.test(arn.resource)
    ? { principalArn, principalAccount: arn.account }
    : {}
}

function resourceAt(text: string): string {
  if (text.startsWith('*')) return '*'
  // Only the account can contain spaces: people write "[account id]" in its place.
  return /^["']?arn(?::[^:\s]{0,40}){3}:[^:\n]{0,40}:[^\s"'`\\),;]*/.exec(text)?.[0] ?? ''
}

export function isRegion(text: string): boolean {
  return /^[a-z]{2}(?:-[a-z]+)+-\d$/.test(text)
}

/** The parts of an ECR ARN, each only if it is complete. */
export function repositoryOf(arn: string): Pick<Denial, 'account' | 'region' | 'repository'> {
  const parts = parseArn(arn.replace(/^["']/, ''))
  if (parts?.service !== 'ecr' || !parts.resource.startsWith('repository/')) return {}
  const { region, account, resource } = parts
  const name = /^repository\/([A-Za-z0-9][\w./-]*)/.exec(resource)?.[1] ?? ''
  const repository = name.replace(/[./-]+$/, '')
  return {
    ...(isAccountId(account) && { account }),
    ...(isRegion(region) && { region }),
    ...(repository && { repository }),
  }
}

function reasonOf(text: string): Pick<Denial, 'policyType' | 'explicitDeny' | 'denyingPolicyArn'> {
  const reason = REASON.exec(text)
  if (!reason) return {}
  const words = (reason[1] ?? reason[2] ?? '').toLowerCase().replace(/\s+/g, '-')
  const policyType = POLICY_TYPES.find((type) => words.startsWith(type))
  const denyingPolicyArn = DENYING_POLICY.exec(text)?.[1]?.replace(/\.$/, '')
  return {
    ...(policyType && { policyType }),
    explicitDeny: reason[1] === undefined,
    ...(denyingPolicyArn && { denyingPolicyArn }),
  }
}
