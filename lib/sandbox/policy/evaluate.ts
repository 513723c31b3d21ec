import { actionMatches } from './actions'
import { type Conditions, conditionsHold, type RequestFacts } from './conditions'
import { wildcard } from './wildcard'

type Principals = { AWS?: readonly string[] | undefined; Service?: readonly string[] | undefined }

/**
 * A statement whose single values have become lists. The grammar of its kind of policy decides which elements it may
 * have.
 */
export type Rule = {
  Effect: 'Allow' | 'Deny'
  Principal?: Principals | undefined
  NotPrincipal?: Principals | undefined
  Action?: readonly string[] | undefined
  NotAction?: readonly string[] | undefined
  Resource?: readonly string[] | undefined
  Condition: Conditions
}

export type Policy = { Version: string; Statement: readonly Rule[] }

export type AccessRequest = {
  action: string
  resource: string
  caller: { account: string; arn: string; principalArn: string; uniqueId: string }
  facts: RequestFacts
}

/**
 * The policies that AWS evaluates: the caller's, and those of the repository and its registry; and the registry's owner.
 */
export type Policies = { identity: readonly Policy[]; resource: readonly Policy[]; owner: string }

export type Decision = { allowed: true } | { allowed: false; reason: string }

/**
 * Decides as IAM does (User Guide, "Policy evaluation logic"): an explicit deny anywhere wins; in one account
 * either side may allow, but a grant to the account's root only hands the decision to the identity policies;
 * across accounts both sides must. The reason is the clause that ends AWS's sentence. AWS names
 * only one of several reasons, and doesn't document which.
 */
export function decide(request: AccessRequest, { identity, resource, owner }: Policies): Decision {
  const action = request.action
  if (identity.some((policy) => denies(policy, request)))
    return { allowed: false, reason: 'with an explicit deny in an identity-based policy' }
  if (resource.some((policy) => denies(policy, request)))
    return { allowed: false, reason: 'with an explicit deny in a resource-based policy' }
  const sameAccount = request.caller.account === owner
  const byIdentity = identity.some((policy) => grants(policy, request) !== undefined)
  const byResource = resource.map((policy) => grants(policy, request))
  if (sameAccount) {
    if (byIdentity || byResource.includes('directly')) return { allowed: true }
    return { allowed: false, reason: `because no identity-based policy allows the ${action} action` }
  }
  if (!byIdentity)
    return { allowed: false, reason: `because no identity-based policy allows the ${action} action` }
  if (byResource.every((grant) => grant === undefined))
    return { allowed: false, reason: `because no resource-based policy allows the ${action} action` }
  return { allowed: true }
}

/**
 * Decides who takes a role. Its trust policy has to let the caller in within its own account too: role trust
 * policies are the exception that IAM names to "either side may allow" (User Guide, "Policy evaluation for
 * requests within a single account").
 */
export function decideTrust(request: AccessRequest, policies: Policies): Decision {
  if (policies.resource.some((policy) => grants(policy, request))) return decide(request, policies)
  return { allowed: false, reason: `because no resource-based policy allows the ${request.action} action` }
}

function denies(policy: Policy, request: AccessRequest): boolean {
  return policy.Statement.some(
    (rule) =>
      rule.Effect === 'Deny' && principalMatch(rule, request) !== undefined && applies(rule, policy, request),
  )
}

/** How a policy allows the request: to the caller itself, or to its whole account. */
function grants(policy: Policy, request: AccessRequest): 'directly' | 'by account' | undefined {
  const matches = policy.Statement.filter(
    (rule) => rule.Effect === 'Allow' && applies(rule, policy, request),
  ).map((rule) => principalMatch(rule, request))
  if (matches.includes('directly')) return 'directly'
  return matches.find((match) => match !== undefined)
}

function applies(rule: Rule, policy: Policy, { action, resource, facts }: AccessRequest): boolean {
  const actions = rule.Action ?? rule.NotAction ?? []
  if (actions.some((pattern) => actionMatches(pattern, action)) === (rule.Action === undefined)) return false
  if (rule.Resource && !rule.Resource.some((pattern) => wildcard(pattern, resource))) return false
  return conditionsHold(rule.Condition, facts, policy.Version === '2012-10-17')
}

/** An identity policy names no principal: it is about whoever has it. Services never call the sandbox. */
function principalMatch(rule: Rule, { caller }: AccessRequest): 'directly' | 'by account' | undefined {
  if (!rule.Principal && !rule.NotPrincipal) return 'directly'
  const named = new Set((rule.Principal ?? rule.NotPrincipal)?.AWS)
  const byAccount = named.has(caller.account) || named.has(`arn:aws:iam::${caller.account}:root`)
  const byPrincipal = named.has(caller.principalArn) || named.has(caller.uniqueId)
  const bySession = named.has(caller.arn)
  if (rule.NotPrincipal) {
    // To be left out, a caller must be named with its account and, for a session, with its role (IAM,
    // "NotPrincipal").
    const leftOut =
      named.has('*') || (byAccount && byPrincipal && (bySession || caller.arn === caller.principalArn))
    return leftOut ? undefined : 'directly'
  }
  if (named.has('*') || byPrincipal || bySession) return 'directly'
  return byAccount ? 'by account' : undefined
}
