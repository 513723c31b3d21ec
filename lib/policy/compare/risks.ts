import { accountWords } from '@/lib/accounts/account-names'
import type { Account } from '@/lib/accounts/model'
import { ADMINISTRATION } from '@/lib/policy/administration'
import type { PolicyDocument } from '@/lib/policy/document'
import { allowing } from '@/lib/policy/prove/allow-list'
import type { Caller } from '@/lib/policy/prove/caller'
import { decide } from '@/lib/policy/prove/decide'
import { type Opening, openingsBeyond, sideOf } from '@/lib/policy/prove/openings'
import { finish, type Steps } from '@/lib/policy/prove/steps'
import { requestWords } from '@/lib/policy/prove/witness-words'
import type { RegistryHere } from '@/lib/policy/registry-side'
import { readStatements } from '@/lib/policy/statement'
import { actionWords } from '@/lib/policy/words/action-words'
import { principalWords, serviceName } from '@/lib/policy/words/principal-words'
import { listAccessChanges } from './access-change'
import { canonicalStatement, samePolicy } from './equality'

/** What nobody but the owner can do unless more than one person has looked. */
export const HIGH_RISK_ACTIONS: readonly string[] = [
  ...ADMINISTRATION,
  'ecr:DeleteRepository',
  'ecr:BatchDeleteImage',
]

/** The portal's own roles in an account, of which a change may not lose the last. */
type PortalAccount = Pick<Account, 'id' | 'name' | 'active'> & {
  roles?: Pick<Account['roles'], 'read' | 'write'>
}

export type RiskContext = {
  /** The account that the repository belongs to. */
  owner: string
  accounts: readonly PortalAccount[]
  organizationIds: readonly string[]
  /** What the registry’s policy says of the repository. */
  registry?: RegistryHere | undefined
}

/** One thing that a change opens, or locks, as a sentence. */
export type Risk = {
  kind:
    | 'everyone'
    | 'unknown-account'
    | 'inactive-account'
    | 'service'
    | 'high-risk'
    | 'unknown-id'
    | 'undecided'
    | 'lock-out'
  sentence: string
}

/**
 * What a change of the policy does that no engineer can save alone. It lets in somebody beyond the allow-list, which is
 * proved and not guessed: what cannot be decided is a risk, too. Or it locks out the owner or the portal.
 */
export function newRisks(
  before: PolicyDocument | undefined,
  after: PolicyDocument | undefined,
  context: RiskContext,
): Risk[] {
  return finish(findRisks(before, after, context))
}

/** The same in steps. */
export function* findRisks(
  before: PolicyDocument | undefined,
  after: PolicyDocument | undefined,
  context: RiskContext,
): Steps<Risk[]> {
  if (samePolicy(before, after)) return []
  const { owner, accounts, organizationIds, registry } = context
  const trusted = { owner, accounts, organizations: organizationIds }
  const { openings, undecided } = yield* openingsBeyond(before, after, { ...trusted, registry })
  // Whatever the unknown policy allows, a Deny that goes may have kept out.
  const uncovered =
    registry === 'unknown' && (yield* openingsBeyond(before, after, { ...trusted, registry: ANYTHING }))
  yield undefined
  return [
    ...openings.map((opening) => riskOf(opening, context)),
    ...(undecided ? [UNDECIDED] : []),
    ...(uncovered && (uncovered.undecided || uncovered.openings.length > 0) ? [UNCOVERED] : []),
    ...unknownIds(before, after),
    ...lockOuts(before, after, context).map((sentence): Risk => ({ kind: 'lock-out', sentence })),
  ]
}

/** Those of the risks for which also operations type the name: something is open to everyone, or somebody is locked out. */
export function dangersOf(risks: readonly Risk[]): { openings: string[]; lockOuts: string[] } {
  const of = (wanted: Risk['kind']) =>
    risks.flatMap(({ kind, sentence }) => (kind === wanted ? [sentence] : []))
  return { openings: of('everyone'), lockOuts: of('lock-out') }
}

const UNDECIDED: Risk = {
  kind: 'undecided',
  sentence: 'This policy is too complex to prove that it lets in nobody else.',
}

const UNCOVERED: Risk = {
  kind: 'undecided',
  sentence:
    'It narrows or removes a Deny, and the portal doesn’t know whether the registry’s policy allows what the Deny kept out.',
}

/** A registry’s policy that allows everyone everything. */
const [ANYTHING] = allowing([[]])

function riskOf({ who, request, actions }: Opening, { accounts }: RiskContext): Risk {
  const { caller } = request
  const highRisk = actions.filter((action) => HIGH_RISK_ACTIONS.includes(action))
  const what = actionWords(highRisk.length > 0 ? highRisk : actions)
  const example = requestWords(request, accounts)
  if (caller.kind === 'service')
    return {
      kind: 'service',
      sentence:
        who === 'service'
          ? `It lets ${serviceName(caller.service) ?? `the service ${caller.service}`} ${what} for accounts that aren’t in the portal’s list of active accounts.`
          : `It lets any AWS service ${what}.`,
    }
  if (who === 'anybody-else')
    return {
      kind: 'everyone',
      sentence: `It opens the repository to everyone: for example, ${example} can ${what}.`,
    }
  const account = accounts.find(({ id }) => id === caller.account)
  const name = accountWords(caller.account, accounts)
  if (!account)
    return {
      kind: 'unknown-account',
      sentence: `It gives access to ${name}, which is not in the portal’s list: ${example} can ${what}.`,
    }
  if (!account.active && highRisk.length === 0)
    return {
      kind: 'inactive-account',
      sentence: `It gives access to ${name}, which is no longer active: ${example} can ${what}.`,
    }
  return { kind: 'high-risk', sentence: `It lets ${name} ${what}: for example, ${example}.` }
}

/** AWS also accepts the unique id of an existing role or user, and nobody can see from it whose that is. */
function unknownIds(before: PolicyDocument | undefined, after: PolicyDocument | undefined): Risk[] {
  const known = new Set(grantedIds(before))
  return grantedIds(after)
    .filter((id) => !known.has(id))
    .map((id) => ({
      kind: 'unknown-id',
      sentence: `It gives access to ${id}, and an ID doesn’t show who that is.`,
    }))
}

function grantedIds(document: PolicyDocument | undefined): string[] {
  return readStatements(document?.statements ?? [])
    .filter(({ effect }) => effect === 'Allow')
    .flatMap(({ principals }) => principals.flatMap((one) => (one.kind === 'deleted' ? one.id : [])))
}

function lockOuts(
  before: PolicyDocument | undefined,
  after: PolicyDocument | undefined,
  context: RiskContext,
): string[] {
  if (onlyAllowsMore(before, after)) return []
  const owners = listAccessChanges(before, after, context).flatMap(
    ({ subject, direction, actions, withoutIam }) => {
      const lost = actions.filter((action) => ADMINISTRATION.includes(action))
      const own = 'account' in subject && subject.account === context.owner
      if (direction === 'opens' || withoutIam || !own || lost.length === 0) return []
      return [
        `It would stop ${principalWords(subject, context.accounts, 'or')} from changing the permissions again.`,
      ]
    },
  )
  return owners.length > 0 ? owners : portalLockOuts(before, after, context, PORTAL_ACTIONS)
}

/** Whether it is plain that a change takes nothing from anyone: all statements are still there, and no new one denies. */
function onlyAllowsMore(before: PolicyDocument | undefined, after: PolicyDocument | undefined): boolean {
  if (before && before.value.Version !== after?.value.Version) return false
  const old = (before?.statements ?? []).map(canonicalStatement)
  const now = (after?.statements ?? []).map(canonicalStatement)
  return (
    old.every((statement) => now.includes(statement)) &&
    readStatements(after?.statements ?? []).every(
      ({ effect, index }) => effect === 'Allow' || old.includes(now[index] ?? ''),
    )
  )
}

const PORTAL_ACTIONS = { read: ['ecr:GetRepositoryPolicy'], write: ADMINISTRATION } as const

/** Which actions on a policy the portal's own roles could call before, and couldn't any more. */
export function portalLockOuts(
  before: PolicyDocument | undefined,
  after: PolicyDocument | undefined,
  { owner, accounts, registry }: RiskContext,
  needed: Record<'read' | 'write', readonly string[]>,
): string[] {
  const roles = accounts.find(({ id }) => id === owner)?.roles
  if (!roles) return []
  return (['read', 'write'] as const).flatMap((access) => {
    const arn = `arn:aws:iam::${owner}:role/${roles[access]}`
    const callers: Caller[] = [{ kind: 'session', account: owner, arn, session: 'the-portal' }]
    const lost = decide({
      allowedBy: sideOf(before, registry),
      butNotBy: [sideOf(after, registry)],
      owner,
      callers,
      actions: needed[access],
    })
    return lost.answer === 'no'
      ? []
      : [
          `This would stop the portal from ${access === 'read' ? 'reading' : 'changing'} the permissions again.`,
        ]
  })
}
