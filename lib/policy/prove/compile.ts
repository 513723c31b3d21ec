import { actionMatches, REPOSITORY_ACTIONS } from '@/lib/policy/actions'
import { conditionHolds } from '@/lib/policy/evaluate/condition-match'
import type { Fact, Facts } from '@/lib/policy/evaluate/facts'
import { hasVariables } from '@/lib/policy/evaluate/policy-variables'
import { parseOperator } from '@/lib/policy/operators'
import type { Principal } from '@/lib/policy/principals'
import { type Condition, coveredActions, type Statement } from '@/lib/policy/statement'
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

/** One action that stands for all like it, with what is left of each side. */
export type Case = { action: string; isService: boolean; byIdentity: boolean; sides: readonly Rest[] }

/** Callers whom every statement treats alike, with a case for every action that can be told apart. */
export type Group = { callers: Caller[]; cases: readonly Case[] }

export type Wanted = {
  sides: readonly Side[]
  /** The account that the repository belongs to, and the partition: of another one nobody gets in. */
  owner: string
  partition?: string
  /** Only these callers are asked about; else whoever could call. */
  callers?: readonly Caller[]
  /** Told apart from others, although no statement may name them. */
  named?: readonly Principal[]
}

/** The tests of one key, as they are found; `places` by their text. */
type KeyTests = { dimension: Dimension; tests: Condition[]; places: Map<string, number> }

/** A statement with its tests sorted by what they depend on. */
type Rule = {
  index: number
  side: number
  statement: Statement
  reach: (caller: Caller) => Reach
  callerTests: readonly Condition[]
  keyTests: readonly KeyTest[]
}

/**
 * Every kind of caller that can be told apart, with a case for each of these actions. Undefined when they are too many. It is
 * most of the work of a decision, and is written for speed.
 */
export function compile(wanted: Wanted, actions: readonly string[]): Group[] | undefined {
  const { sides, owner, partition = 'aws', callers, named = [] } = wanted
  const rules = rulesOf(sides, owner, partition)
  const tests = rules.flatMap(({ callerTests }) => callerTests)
  const principals = [...named, ...rules.flatMap(({ statement }) => statement.principals)]
  const found = callers ?? distinctCallers(principals, tests, { owner, partition })
  if (!found) return undefined
  const groups = new Map<string, Group>()
  for (const caller of found) {
    let facts: Facts | undefined
    const reached: Reached[] = []
    const kind =
      caller.kind === 'service'
        ? 'service'
        : caller.account !== owner
          ? 'foreign'
          : caller.kind === 'root'
            ? 'root'
            : 'own'
    let key: string = kind
    for (const rule of rules) {
      const how = rule.reach(caller)
      if (!how) continue
      if (rule.callerTests.length > 0) {
        facts ??= factsFrom(callerFacts(caller))
        const known = facts
        if (!rule.callerTests.every((condition) => holds(condition, known))) continue
      }
      reached.push({ rule, how })
      key += `,${rule.index} ${how}`
    }
    const group = groups.get(key)
    if (group) group.callers.push(caller)
    else groups.set(key, { callers: [caller], cases: casesOf(kind, reached, actions, sides.length) })
  }
  return [...groups.values()]
}

type Reached = { rule: Rule; how: Reach }

/** `own` are the owner’s callers but its root user. */
type Kind = 'service' | 'foreign' | 'own' | 'root'

function casesOf(kind: Kind, reached: readonly Reached[], actions: readonly string[], count: number): Case[] {
  // No policy of IAM limits an account’s root user.
  const identities = { service: [false], foreign: [false], own: [true, false], root: [true] }[kind]
  return actions.flatMap((action) => {
    const sides = restsOf(reached, action, kind, count)
    return identities.map((byIdentity) => ({
      action,
      isService: kind === 'service',
      byIdentity,
      sides: byIdentity ? sides.map(({ denies }) => ({ allows: [[]], denies })) : sides,
    }))
  })
}

/**
 * What is left of each side without the caller’s IAM policies. In the repository’s own account either side may allow, and a
 * grant to the account as a whole leaves it to that account’s IAM policies (IAM: Policy evaluation for requests within a
 * single account).
 */
function restsOf(reached: readonly Reached[], action: string, kind: Kind, count: number): Rest[] {
  const isOwn = kind === 'own' || kind === 'root'
  const sides = Array.from({ length: count }, () => ({
    allows: [] as (readonly KeyTest[])[],
    denies: [] as (readonly KeyTest[])[],
  }))
  for (const { rule, how } of reached) {
    if (!covers(rule.statement, action)) continue
    const side = sides[rule.side]
    if (rule.statement.effect === 'Deny') side?.denies.push(rule.keyTests)
    else if (!isOwn || how === 'directly') side?.allows.push(rule.keyTests)
  }
  return sides
}

function rulesOf(sides: readonly Side[], owner: string, partition: string): Rule[] {
  const fixed = factsFrom(fixedFacts(owner))
  const byKey = new Map<string, KeyTests>()
  const drafts = sides.flatMap((policies, side) =>
    policies.flatMap(({ statements, version }) =>
      statements.flatMap((statement) => {
        if (!statement.effect) return []
        const callerTests: Condition[] = []
        const keyTests: KeyTest[] = []
        for (const condition of statement.conditions) {
          const key = condition.key.toLowerCase()
          const opaque = !isReadable(condition, version)
          if (!opaque && fixed.has(key)) {
            if (!holds(condition, fixed)) return []
          } else if (!opaque && isCallerKey(key) && isDecided(condition)) callerTests.push(condition)
          else keyTests.push(keyTest(byKey, condition, opaque || isCallerKey(key) ? `? ${key}` : key))
        }
        return [{ side, statement, reach: reachOf(statement, partition), callerTests, keyTests }]
      }),
    ),
  )
  for (const { dimension, tests } of byKey.values())
    dimension.atoms = dimension.key.startsWith('? ') ? undefined : atomsOf(dimension.key, tests)
  return drafts.map((rule, index) => ({ ...rule, index }))
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

/** No variable is in these tests, so that the Version makes no difference. */
function holds(condition: Condition, facts: Facts): boolean {
  return conditionHolds(condition, facts, undefined) === true
}

function factsFrom(known: ReadonlyMap<string, readonly string[] | undefined>): Facts {
  const facts = new Map<string, Fact>()
  for (const [key, values] of known) facts.set(key, values ? { kind: 'values', values } : { kind: 'absent' })
  return facts
}

/** A cache: every question asks of every statement which actions of a repository it covers. */
const COVERED = new WeakMap<Statement, ReadonlySet<string>>()

function coverageOf(statement: Statement): ReadonlySet<string> {
  const covered = COVERED.get(statement) ?? new Set(coveredActions(statement))
  COVERED.set(statement, covered)
  return covered
}

function covers(statement: Statement, action: string): boolean {
  if (KNOWN_ACTIONS.has(action)) return coverageOf(statement).has(action)
  const { actions, notAction } = statement
  return actions.some((pattern) => actionMatches(pattern, action)) !== notAction
}

const KNOWN_ACTIONS: ReadonlySet<string> = new Set(REPOSITORY_ACTIONS)

/** The actions in groups, of which every statement covers all or none. */
export function actionGroups(sides: readonly Side[], actions = REPOSITORY_ACTIONS): string[][] {
  let groups = [[...actions]]
  for (const { statements } of sides.flat())
    for (const statement of statements)
      groups = groups.flatMap((group) => {
        const covered = group.filter((action) => covers(statement, action))
        if (covered.length === 0 || covered.length === group.length) return [group]
        return [covered, group.filter((action) => !covered.includes(action))]
      })
  return groups
}

/** The parts of a key that a request of this kind of caller can have. */
export function possible({ key, atoms }: Dimension, isService: boolean): readonly Atom[] | undefined {
  return canHave(key, isService) ? atoms : atoms?.filter(({ values }) => values === undefined)
}
