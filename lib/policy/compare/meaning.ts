import { actionMatches, REGISTRY_ACTIONS, REPOSITORY_ACTIONS } from '@/lib/policy/actions'
import type { PolicyDocument } from '@/lib/policy/document'
import type { Principal } from '@/lib/policy/principals'
import { type Effect, readStatements, type Statement } from '@/lib/policy/statement'
import { identityOf } from '@/lib/policy/typed-principals'
import { conditionKey } from './condition-key'

/** The smallest unit of a policy: one effect, for one principal, on one action, under one set of conditions. */
type Grain = {
  effect: Effect
  principal: Principal
  not: boolean
  action: string
  /** Their keys, in order. */
  conditions: string[]
}

const ACTIONS = [...REPOSITORY_ACTIONS, ...REGISTRY_ACTIONS]

/**
 * Whether two policies mean the same, however they are written: order, spelling, wildcards or lists, one statement or
 * several, Sids and Ids don't matter. Cautious: some policies that mean the same count as different.
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

function grainsOf(document: PolicyDocument | undefined): Grain[] {
  if (!document) return []
  const literal = document.value.Version !== '2012-10-17'
  return readStatements(document.statements).flatMap((statement) => grainsOfStatement(statement, literal))
}

function grainsOfStatement(statement: Statement, literal: boolean): Grain[] {
  const { effect, notPrincipal } = statement
  if (!effect) return []
  const conditions = statement.conditions.map((condition) => conditionKey(condition, literal)).sort()
  const actions = ACTIONS.filter((action) => covers(statement, action))
  // The entries of a NotPrincipal belong together: it means everyone who is none of them.
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

function grainKey({ effect, principal, not, action, conditions }: Grain): string {
  return JSON.stringify([effect, identityOf(principal), not, action, conditions])
}
