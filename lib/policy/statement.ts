import { expandActions, REPOSITORY_ACTIONS } from './actions'
import type { Json, JsonObject } from './json/json'
import { asList, isObject } from './json/json-tree'
import { type Principal, readPrincipals } from './principals'

export type Effect = 'Allow' | 'Deny'

/** One test of a Condition block: operator and key as written, values as strings. */
export type Condition = { operator: string; key: string; values: string[] }

/** What a statement means. Anything that AWS would reject is left out. */
export type Statement = {
  index: number
  sid: string | undefined
  effect: Effect | undefined
  principals: Principal[]
  /** Whether `principals` are those that the statement does not apply to. */
  notPrincipal: boolean
  actions: string[]
  notAction: boolean
  conditions: Condition[]
}

export function readStatement(value: Json, index: number): Statement {
  const statement: JsonObject = isObject(value) ? value : {}
  const { Sid, Effect, Principal, NotPrincipal, Action, NotAction, Condition } = statement
  return {
    index,
    sid: typeof Sid === 'string' ? Sid : undefined,
    effect: Effect === 'Allow' || Effect === 'Deny' ? Effect : undefined,
    principals: readPrincipals(Principal ?? NotPrincipal),
    notPrincipal: Principal === undefined && NotPrincipal !== undefined,
    actions: asList(Action ?? NotAction).filter((action) => typeof action === 'string'),
    notAction: Action === undefined && NotAction !== undefined,
    conditions: readConditions(Condition),
  }
}

/** A cache: every question about a document reads its statements again. */
const READ = new WeakMap<readonly Json[], readonly Statement[]>()

export function readStatements(statements: readonly Json[]): readonly Statement[] {
  const known = READ.get(statements) ?? statements.map(readStatement)
  READ.set(statements, known)
  return known
}

/** The repository actions that a statement applies to, with NotAction worked out. */
export function coveredActions({ actions, notAction }: Pick<Statement, 'actions' | 'notAction'>): string[] {
  const named = expandActions(actions)
  return notAction ? REPOSITORY_ACTIONS.filter((action) => !named.includes(action)) : named
}

export function readConditions(block: Json | undefined): Condition[] {
  if (!isObject(block)) return []
  return Object.entries(block).flatMap(([operator, keys]) =>
    isObject(keys)
      ? Object.entries(keys).map(([key, values]) => ({ operator, key, values: conditionValues(values) }))
      : [],
  )
}

/** IAM reads `true` and `"true"`, `1` and `"1"` alike. */
function conditionValues(values: Json): string[] {
  return asList(values).flatMap((value) => (typeof value === 'object' ? [] : String(value)))
}
