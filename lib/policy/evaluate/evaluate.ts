import { actionMatches, isOfRegistry } from '@/lib/policy/actions'
import type { PolicyDocument } from '@/lib/policy/document'
import type { Principal } from '@/lib/policy/principals'
import type { RegistryHere } from '@/lib/policy/registry-side'
import { type Condition, readStatements, type Statement } from '@/lib/policy/statement'
import { conditionHolds } from './condition-match'
import { type Facts, factsOf } from './facts'
import { concerns, sparedOf } from './principal-match'
import { all, type Truth } from './truth'

/** The tests of one statement that remain open, because they depend on what is not known about the caller. */
export type OpenStatement = {
  statement: number
  /** Whether it is a statement of the registry’s policy. */
  inRegistry: boolean
  conditions: Condition[]
  /** Set if the statement applies to only some of the account’s users and roles: those named, or all but those spared. */
  principals: { named: Principal[] } | { spared: Principal[]; others: boolean } | undefined
}

/** What a conditional answer depends on: one of `ifAny` must be true (if any), and none of `unlessAny`. */
export type Residual = { ifAny: OpenStatement[]; unlessAny: OpenStatement[] }

export type ActionVerdict = {
  action: string
  /** `undecided`: only a proof says so, of what it can’t decide. */
  outcome: 'allowed' | 'by-identity' | 'conditional' | 'undecided' | 'denied' | 'not-granted'
  /** The deciding statements of the repository’s policy and of its registry’s, counted from 0. */
  statements: number[]
  registryStatements: number[]
  residual: Residual | undefined
}

/**
 * The answer on the repository’s side. `by-identity`: the subject is in the owner’s account, whose own IAM policies decide.
 * `partly`: some of the actions are allowed, perhaps under a condition, and `missing` are not.
 */
export type Verdict = {
  outcome: ActionVerdict['outcome'] | 'partly'
  statements: number[]
  registryStatements: number[]
  /** Whether the registry’s policy, which isn’t known, could make it another. */
  needsRegistry: boolean
  missing: string[]
  /** Whether the subject’s own account must also allow it (IAM: Cross-account policy evaluation logic). */
  needsIdentityPolicy: boolean
  actions: ActionVerdict[]
}

type EvaluationContext = {
  /** The account that the repository belongs to. */
  owner: string
  /** AWS evaluates it together with the repository’s policy; left out, the question is about that one alone. */
  registry?: RegistryHere | undefined
  /** What else is known of the request, by lowercase keys. */
  facts?: Facts
}

type Match = { statement: Statement; truth: Truth; direct: boolean; open: OpenStatement }

/** Whether a repository’s policy lets a subject do all of these actions. Having no policy grants nothing. */
export function evaluate(
  document: PolicyDocument | undefined,
  subject: Principal,
  actions: readonly string[],
  context: EvaluationContext,
): Verdict {
  const matches = matchesOf(document, subject, context)
  const own = 'account' in subject && subject.account === context.owner
  const verdicts = actions.map((action) => actionVerdict(matches, action, own))
  const decided = combined(verdicts)
  return {
    ...decided,
    actions: verdicts,
    needsRegistry: context.registry === 'unknown' && decided.outcome !== 'denied',
    needsIdentityPolicy: needsIdentity(verdicts, subject, own),
  }
}

/** Every statement that may apply to the subject, whatever its actions. */
function matchesOf(
  document: PolicyDocument | undefined,
  subject: Principal,
  context: EvaluationContext,
): Match[] {
  const { owner, registry, facts = [] } = context
  const known: Facts = new Map([...factsOf(subject, owner), ...facts])
  const version = document?.value.Version
  const own = {
    statements: readStatements(document?.statements ?? []),
    version: typeof version === 'string' ? version : undefined,
  }
  return [
    ...matchesIn(own, subject, known, false),
    ...(registry && registry !== 'unknown' ? matchesIn(registry, subject, known, true) : []),
  ]
}

function matchesIn(
  { statements, version }: Exclude<RegistryHere, 'unknown'>,
  subject: Principal,
  facts: Facts,
  inRegistry: boolean,
): Match[] {
  return statements.flatMap((statement) => {
    const concerned = concerns(statement, subject)
    const tests = statement.conditions.map((condition) => ({
      condition,
      truth: conditionHolds(condition, facts, version),
    }))
    const truth = all([concerned, ...tests.map((test) => test.truth)])
    if (truth === false || !statement.effect) return []
    const open: OpenStatement = {
      statement: statement.index,
      inRegistry,
      conditions: tests.filter((test) => test.truth === 'unknown').map(({ condition }) => condition),
      principals: concerned === 'unknown' ? someOf(statement) : undefined,
    }
    return [{ statement, truth, direct: isDirect(statement, subject), open }]
  })
}

function someOf({ principals, notPrincipal }: Statement): OpenStatement['principals'] {
  return notPrincipal ? { spared: sparedOf(principals), others: true } : { named: principals }
}

function actionVerdict(matches: readonly Match[], action: string, own: boolean): ActionVerdict {
  const here = isOfRegistry(action) ? [] : matches.filter(({ statement }) => covers(statement, action))
  const denies = here.filter(({ statement }) => statement.effect === 'Deny')
  const allows = here.filter(({ statement }) => statement.effect === 'Allow')
  const certain = denies.filter(({ truth }) => truth === true)
  if (certain.length > 0) return { action, outcome: 'denied', ...decidedBy(certain), residual: undefined }
  const granted = allows.filter(({ truth, direct }) => truth === true && (direct || !own))
  const unless = denies.map(({ open }) => open)
  if (unless.length > 0 && (own || allows.length > 0)) {
    const ifAny = own || granted.length > 0 ? [] : allows.map(({ open }) => open)
    return {
      action,
      outcome: 'conditional',
      ...decidedBy([...allows, ...denies]),
      residual: { ifAny, unlessAny: unless },
    }
  }
  if (granted.length > 0) return { action, outcome: 'allowed', ...decidedBy(granted), residual: undefined }
  if (own) return { action, outcome: 'by-identity', ...decidedBy(allows), residual: undefined }
  if (allows.length === 0) return { action, outcome: 'not-granted', ...decidedBy([]), residual: undefined }
  const ifAny = allows.map(({ open }) => open)
  return { action, outcome: 'conditional', ...decidedBy(allows), residual: { ifAny, unlessAny: [] } }
}

function covers({ actions, notAction }: Statement, action: string): boolean {
  return actions.some((pattern) => actionMatches(pattern, action)) !== notAction
}

/**
 * Whether a statement reaches the subject by more than its account: a grant to the owner’s account as a whole leaves it to
 * that account’s IAM policies, which could allow it without.
 */
function isDirect(statement: Statement, subject: Principal): boolean {
  const principals = statement.principals.filter(({ kind }) => kind !== 'account')
  return statement.notPrincipal || concerns({ ...statement, principals }, subject) === true
}

/** The verdict on all of these actions together. */
export function combined(
  verdicts: readonly ActionVerdict[],
): Pick<Verdict, 'outcome' | 'statements' | 'registryStatements' | 'missing'> {
  const missing = verdicts.filter(({ outcome }) => outcome === 'denied' || outcome === 'not-granted')
  const outcomes = new Set(verdicts.map(({ outcome }) => outcome))
  const distinct = (indexes: readonly number[]) => [...new Set(indexes)].sort((a, b) => a - b)
  const statements = distinct(verdicts.flatMap((verdict) => verdict.statements))
  const registryStatements = distinct(verdicts.flatMap((verdict) => verdict.registryStatements))
  const order = ['undecided', 'conditional', 'by-identity', 'allowed'] as const
  if (missing.length === 0)
    return {
      outcome: order.find((outcome) => outcomes.has(outcome)) ?? 'not-granted',
      statements,
      registryStatements,
      missing: [],
    }
  const outcome =
    missing.length < verdicts.length ? 'partly' : outcomes.has('denied') ? 'denied' : 'not-granted'
  return { outcome, statements, registryStatements, missing: missing.map(({ action }) => action) }
}

function needsIdentity(verdicts: readonly ActionVerdict[], subject: Principal, own: boolean): boolean {
  if (subject.kind === 'service') return false
  return !own || verdicts.some(({ outcome }) => outcome === 'by-identity' || outcome === 'conditional')
}

function decidedBy(matches: readonly Match[]): Pick<Verdict, 'statements' | 'registryStatements'> {
  const indexes = (inRegistry: boolean) =>
    matches.flatMap(({ open }) => (open.inRegistry === inRegistry ? open.statement : []))
  return { statements: indexes(false), registryStatements: indexes(true) }
}
