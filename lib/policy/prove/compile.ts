import { actionMatches } from '@/lib/policy/actions'
import { conditionHolds } from '@/lib/policy/evaluate/condition-match'
import { hasVariables } from '@/lib/policy/evaluate/policy-variables'
import { parseOperator } from '@/lib/policy/operators'
import type { Condition, Statement } from '@/lib/policy/statement'
import { type Caller, type Reach, reachOf } from './caller'
import { distinctCallers } from './callers'
import { type Atom, atomsOf } from './dimension'
import { callerFacts, canHave, fixedFacts, isCallerKey } from './keys'

/** One document: its statements and its Version, without which a variable is text like any other. */
export type Policy = { statements: readonly Statement[]; version: string | undefined }

/** Documents that AWS evaluates together: any of them allows, any of them denies. */
export type Side = readonly Policy[]

/** A test that depends on a condition key of the request: its key’s dimension, and its place among the tests of it. */
export type KeyTest = { dimension: Dimension; place: number }

/** A condition key with the parts of its values; without parts its tests cannot be decided. */
export type Dimension = { key: string; atoms: readonly Atom[] | undefined }

/** What is left of a side for one caller and action: the tests of each statement that still decide. */
export type Rest = { allows: readonly (readonly KeyTest[])[]; denies: readonly (readonly KeyTest[])[] }

/** One caller and one action, each standing for all like it, with what still depends on the request’s keys. */
export type Problem = {
  caller: Caller
  action: string
  byIdentity: boolean
  allowedBy: Rest
  butNotBy: readonly Rest[]
}

type Wanted = {
  allowedBy: Side
  butNotBy: readonly Side[]
  owner: string
  partition: string
  actions: readonly string[]
  callers?: readonly Caller[] | undefined
}

/** The tests of one key, as they are found; `places` by their text. */
type KeyTests = { dimension: Dimension; tests: Condition[]; places: Map<string, number> }

/** A statement with its tests sorted by what they depend on. */
type Rule = {
  side: number
  statement: Statement
  reach: (caller: Caller) => Reach
  callerTests: readonly { condition: Condition; version: string | undefined }[]
  keyTests: readonly KeyTest[]
}

/**
 * The question as one problem for every caller and action that can be told apart. Undefined when the callers are too many
 * to tell apart.
 */
export function compile(wanted: Wanted): Problem[] | undefined {
  const { owner, partition } = wanted
  const sides = [wanted.allowedBy, ...wanted.butNotBy]
  const rules = rulesOf(sides, owner, partition)
  const callers =
    wanted.callers ??
    distinctCallers(
      rules.map(({ statement }) => statement),
      rules.flatMap(({ callerTests }) => callerTests.map(({ condition }) => condition)),
      { owner, partition },
    )
  if (!callers) return undefined
  const actions = actionGroups(sides, wanted.actions).flatMap(([action]) => action ?? [])
  const problems = new Map<string, Problem>()
  for (const caller of callers) {
    const reached = rules.flatMap((rule) => {
      const how = rule.reach(caller)
      return how && holdsForCaller(rule, caller) ? [{ rule, how }] : []
    })
    const isOwn = caller.kind !== 'service' && caller.account === owner
    for (const action of actions) {
      const here = reached.filter(({ rule }) => covers(rule.statement, action))
      // No policy of IAM limits an account’s root user.
      const identities = !isOwn ? [false] : caller.kind === 'root' ? [true] : [true, false]
      for (const byIdentity of identities)
        addProblem(problems, { caller, action, byIdentity, isOwn, here, count: sides.length })
    }
  }
  return [...problems.values()]
}

type Case = {
  caller: Caller
  action: string
  byIdentity: boolean
  isOwn: boolean
  here: readonly { rule: Rule; how: Reach }[]
  count: number
}

function addProblem(problems: Map<string, Problem>, one: Case): void {
  const [allowedBy, ...butNotBy] = Array.from({ length: one.count }, (_, side) => restOf(side, one))
  if (!allowedBy || allowedBy.allows.length === 0 || allowedBy.denies.some((tests) => tests.length === 0))
    return
  if (
    butNotBy.some(({ allows, denies }) => denies.length === 0 && allows.some((tests) => tests.length === 0))
  )
    return
  const key = [one.caller.kind === 'service', ...[allowedBy, ...butNotBy].map(restKey)].join('\n')
  if (!problems.has(key)) {
    const { caller, action, byIdentity } = one
    problems.set(key, { caller, action, byIdentity, allowedBy, butNotBy })
  }
}

/**
 * In the repository’s own account either side may allow, and a grant to the account as a whole leaves it to that account’s
 * IAM policies (IAM: Policy evaluation for requests within a single account).
 */
function restOf(side: number, { here, isOwn, byIdentity }: Case): Rest {
  const ours = here.filter(({ rule }) => rule.side === side)
  const of = (effect: 'Allow' | 'Deny') => ours.filter(({ rule }) => rule.statement.effect === effect)
  const allows = of('Allow').flatMap(({ rule, how }) => (isOwn && how !== 'directly' ? [] : [rule.keyTests]))
  return { allows: byIdentity ? [[]] : allows, denies: of('Deny').map(({ rule }) => rule.keyTests) }
}

function restKey({ allows, denies }: Rest): string {
  const text = (lists: Rest['allows']) =>
    lists
      .map((tests) => `(${tests.map(({ dimension, place }) => `${dimension.key} ${place}`).join()})`)
      .join('')
  return `${text(allows)} ${text(denies)}`
}

function rulesOf(sides: readonly Side[], owner: string, partition: string): Rule[] {
  const fixed = fixedFacts(owner)
  const byKey = new Map<string, KeyTests>()
  const drafts = sides.flatMap((side, index) =>
    side.flatMap(({ statements, version }) =>
      statements.flatMap((statement) => {
        if (!statement.effect) return []
        const callerTests: { condition: Condition; version: string | undefined }[] = []
        const keyTests: KeyTest[] = []
        for (const condition of statement.conditions) {
          const key = condition.key.toLowerCase()
          const opaque = !isReadable(condition, version)
          if (!opaque && fixed.has(key)) {
            if (!holds(condition, key, fixed.get(key))) return []
          } else if (!opaque && isCallerKey(key) && isDecided(condition))
            callerTests.push({ condition, version })
          else keyTests.push(keyTest(byKey, condition, opaque || isCallerKey(key) ? `? ${key}` : key))
        }
        return [{ side: index, statement, reach: reachOf(statement, partition), callerTests, keyTests }]
      }),
    ),
  )
  for (const { dimension, tests } of byKey.values())
    dimension.atoms = dimension.key.startsWith('? ') ? undefined : atomsOf(dimension.key, tests)
  return drafts
}

/** Whether a test says by itself which values hold: IAM has its operator, and no variable is in it. */
function isReadable({ operator, values }: Condition, version: string | undefined): boolean {
  const type = parseOperator(operator)?.type
  if (type === 'null') return values.every((value) => /^(true|false)$/i.test(value))
  if (type === 'string' || type === 'arn') return !values.some((value) => hasVariables(value, version))
  return type !== undefined
}

/** Whether the callers can be cut so that this test of their own keys gives one answer to each part. */
function isDecided({ operator, key, values }: Condition): boolean {
  const parsed = parseOperator(operator)
  if (!parsed || parsed.base.endsWith('IgnoreCase')) return false
  if (/^aws:(principalarn|principalaccount)$/i.test(key)) return true
  return !parsed.wildcards || !values.some((value) => /[*?]/.test(value))
}

function keyTest(byKey: Map<string, KeyTests>, condition: Condition, key: string): KeyTest {
  const held: KeyTests = byKey.get(key) ?? {
    dimension: { key, atoms: undefined },
    tests: [],
    places: new Map(),
  }
  byKey.set(key, held)
  const text = JSON.stringify([condition.operator, [...condition.values].sort()])
  const place = held.places.get(text) ?? held.tests.push(condition) - 1
  held.places.set(text, place)
  return { dimension: held.dimension, place }
}

function holdsForCaller({ callerTests }: Rule, caller: Caller): boolean {
  const facts = callerFacts(caller)
  return callerTests.every(({ condition }) => {
    const key = condition.key.toLowerCase()
    return holds(condition, key, facts.get(key))
  })
}

function holds(condition: Condition, key: string, values: readonly string[] | undefined): boolean {
  const fact = values ? { kind: 'values' as const, values } : { kind: 'absent' as const }
  return conditionHolds(condition, new Map([[key, fact]]), undefined) === true
}

function covers({ actions, notAction }: Statement, action: string): boolean {
  return actions.some((pattern) => actionMatches(pattern, action)) !== notAction
}

/** The actions in groups, of which every statement covers all or none. */
export function actionGroups(sides: readonly Side[], actions: readonly string[]): string[][] {
  const statements = sides.flat().flatMap((policy) => policy.statements)
  const groups = new Map<string, string[]>()
  for (const action of actions) {
    const key = statements.map((statement) => (covers(statement, action) ? 1 : 0)).join('')
    groups.set(key, [...(groups.get(key) ?? []), action])
  }
  return [...groups.values()]
}

/** The parts of a key that a request of this kind of caller can have. */
export function possible({ key, atoms }: Dimension, isService: boolean): readonly Atom[] | undefined {
  return canHave(key, isService) ? atoms : atoms?.filter(({ values }) => values === undefined)
}
