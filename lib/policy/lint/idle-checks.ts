import type { PolicyDocument } from '@/lib/policy/document'
import { allowing } from '@/lib/policy/prove/allow-list'
import type { Policy, Side } from '@/lib/policy/prove/compile'
import { decide, survey } from '@/lib/policy/prove/decide'
import { sideOf } from '@/lib/policy/prove/openings'
import type { Statement } from '@/lib/policy/statement'
import { quoted } from '@/lib/text/quoted'
import { type Finding, found, type LintContext, type Place } from './finding'

/** So much is compared while somebody types. */
const MOST_STATEMENTS = 20
const MOST_CONDITIONS = 5

/** What IAM policies of the owner's account allow by themselves. */
const NOTHING: Side = []

/** A condition that only looks like a restriction: it is proved that the statement allows the same without it. */
export function checkIdleConditions(place: Place): Finding[] {
  const { statement, version, context } = place
  const { conditions, effect } = statement
  if (effect !== 'Allow' || conditions.length > MOST_CONDITIONS) return []
  const [owner, whole] = [context.owner, [{ statements: [statement], version }]]
  return conditions.flatMap((condition) => {
    const others = conditions.filter((other) => other !== condition)
    const wider = [{ statements: [{ ...statement, conditions: others }], version }]
    if (!allows(wider, [NOTHING], owner) || allows(wider, [whole], owner)) return []
    const { operator, key } = condition
    return [
      found(
        place,
        'ECR_IDLE_CONDITION',
        'warning',
        ['Condition', operator, key],
        'This condition restricts nothing: the statement lets in the same callers without it.',
      ),
    ]
  })
}

/** Statements without which the policy allows and denies the same, the last of those that say the same. */
export function checkIdleStatements(document: PolicyDocument, { owner }: LintContext): Finding[] {
  const [policy] = sideOf(document)
  if (!policy || policy.statements.length > MOST_STATEMENTS) return []
  return (['Allow', 'Deny'] as const).flatMap((effect) => {
    const candidates = idle(policy, effect, owner).reverse()
    const whole = sideFor(policy, effect)
    const gone: Statement[] = []
    for (const statement of candidates)
      if (
        gone.length === 0 ||
        !differs(whole, sideFor(without(policy, [...gone, statement]), effect), effect, owner)
      )
        gone.push(statement)
    return gone.map(
      (statement): Finding => ({
        code: 'REDUNDANT_STATEMENT',
        severity: 'suggestion',
        path: ['Statement', statement.index],
        message: coverWords(policy, statement, gone, owner),
        statement: statement.index,
        fix: {
          title: `Remove statement ${statement.index + 1}`,
          kind: 'remove',
          statement: statement.index,
        },
      }),
    )
  })
}

/** “Statement 1 already grants this”, if one alone does. */
function coverWords(policy: Policy, statement: Statement, gone: readonly Statement[], owner: string): string {
  const effect = statement.effect === 'Deny' ? 'Deny' : 'Allow'
  const alone = (one: Statement) => sideFor({ ...policy, statements: [one] }, effect)
  const covering = policy.statements.find(
    (other) =>
      other.effect === effect &&
      !gone.includes(other) &&
      !differs(alone(statement), alone(other), effect, owner),
  )
  const [one, all] = effect === 'Allow' ? ['grants', 'allows'] : ['denies', 'denies']
  if (!covering) return `The policy ${all} the same without this statement.`
  const name = covering.sid ? quoted(covering.sid) : `Statement ${covering.index + 1}`
  return `${name} already ${one} this.`
}

/** Whether the first may allow or deny what the second doesn’t. */
function differs(one: Side, other: Side, effect: 'Allow' | 'Deny', owner: string): boolean {
  return effect === 'Allow' ? allows(one, [other], owner) : allows(other, [one], owner)
}

/** Those that do something alone, and nothing beside the others. Nobody can see whom a unique ID lets in. */
function idle(policy: Policy, effect: 'Allow' | 'Deny', owner: string): Statement[] {
  const statements = policy.statements.filter(
    (one) => one.effect === effect && !one.principals.some(({ kind }) => kind === 'deleted'),
  )
  if (statements.length === 0) return []
  const sides = [policy, ...statements.map((one) => without(policy, [one]))].map((one) =>
    sideFor(one, effect),
  )
  const ask = survey({ sides, owner }).among(() => true)
  return statements.filter((statement, at) => {
    const [more, less] = effect === 'Allow' ? [0, at + 1] : [at + 1, 0]
    if (ask({ allowedBy: more, butNotBy: [less] }).answer !== 'no') return false
    const [alone, nothing] = [[statement], []].map((list) => sideFor({ ...policy, statements: list }, effect))
    return alone !== undefined && nothing !== undefined && differs(alone, nothing, effect, owner)
  })
}

/** What a Deny denies shows where everything else is allowed. */
function sideFor(policy: Policy, effect: 'Allow' | 'Deny'): Side {
  return effect === 'Allow' ? [policy] : [policy, ...allowing([[]])]
}

function without(policy: Policy, gone: readonly Statement[]): Policy {
  return { ...policy, statements: policy.statements.filter((one) => !gone.includes(one)) }
}

/** Whether the first may allow what none of the others does. */
function allows(allowedBy: Side, butNotBy: readonly Side[], owner: string): boolean {
  return decide({ allowedBy, butNotBy, owner }).answer !== 'no'
}
