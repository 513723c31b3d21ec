import { actionMatches, REGISTRY_ACTIONS, REPOSITORY_ACTIONS } from '@/lib/policy/actions'
import type { PolicyDocument } from '@/lib/policy/document'
import { parseOperator } from '@/lib/policy/operators'
import type { Principal } from '@/lib/policy/principals'
import { type Condition, type Effect, readStatements, type Statement } from '@/lib/policy/statement'
import { identityOf } from '@/lib/policy/typed-principals'

/** The smallest thing that a policy says: one effect, for one principal, on one action, under one set of conditions. */
type Grain = {
  effect: Effect
  principal: Principal
  not: boolean
  action: string
  conditions: Condition[]
}

const ACTIONS = [...REPOSITORY_ACTIONS, ...REGISTRY_ACTIONS]

/**
 * Whether two policies mean the same, however they are written: order, spelling, wildcards against lists, one statement
 * against several, Sids and Ids do not count. Cautious: some policies that mean the same are called different.
 */
export function sameMeaning(one: PolicyDocument | undefined, other: PolicyDocument | undefined): boolean {
  const [left, right] = [one, other].map((document) => new Set(grainsOf(document).map(grainKey)))
  return (
    left !== undefined &&
    right !== undefined &&
    left.size === right.size &&
    [...left].every((key) => right.has(key))
  )
}

/** Everything that a policy says, grain by grain. Statements that neither allow nor deny say nothing. */
function grainsOf(document: PolicyDocument | undefined): Grain[] {
  if (!document) return []
  const literal = document.value.Version !== '2012-10-17'
  return readStatements(document.statements).flatMap((statement) => grainsOfStatement(statement, literal))
}

function grainsOfStatement(statement: Statement, literal: boolean): Grain[] {
  const { effect, notPrincipal } = statement
  if (!effect) return []
  const conditions = statement.conditions.map((condition) => normalCondition(condition, literal))
  const actions = ACTIONS.filter((action) => covers(statement, action))
  // The names of a NotPrincipal belong together: whoever is none of them is meant.
  const principals = notPrincipal ? [together(statement.principals)] : statement.principals
  return principals.flatMap((principal) =>
    actions.map((action) => ({ effect, principal, not: notPrincipal, action, conditions })),
  )
}

function covers({ actions, notAction }: Statement, action: string): boolean {
  return actions.some((pattern) => actionMatches(pattern, action)) !== notAction
}

function together(principals: readonly Principal[]): Principal {
  const written = [...new Set(principals.map(identityOf))].sort().join(' ')
  return { kind: 'malformed', reason: 'unknown-form', written, path: [] }
}

/** One spelling for what IAM reads alike: the case of keys, ArnLike for ArnEquals, the order and repetition of values. */
function normalCondition({ operator, key, values }: Condition, literal: boolean): Condition {
  const parsed = parseOperator(operator)
  const name = operator.replace('ArnEquals', 'ArnLike').replace('ArnNotEquals', 'ArnNotLike')
  const texts =
    parsed?.type === 'bool' || parsed?.type === 'null' ? values.map((value) => value.toLowerCase()) : values
  // A variable means nothing before the Version of 2012, so the same text is another value then.
  const marked = texts.map((value) => (literal && value.includes('${') ? `literal ${value}` : value))
  return { operator: name, key: key.toLowerCase(), values: [...new Set(marked)].sort() }
}

function grainKey({ effect, principal, not, action, conditions }: Grain): string {
  const tests = conditions.map(conditionKey).sort()
  return JSON.stringify([effect, identityOf(principal), not, action, tests])
}

function conditionKey({ operator, key, values }: Condition): string {
  return JSON.stringify([operator, key, values])
}
