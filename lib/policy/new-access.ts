import type { PolicyDocument } from './document'
import { conditionKey, type Grain, grainKey, grainsOf } from './meaning'
import { parseOperator } from './operators'
import type { Principal } from './principals'
import type { Condition } from './statement'
import { identityOf } from './typed-principals'

/**
 * What the new policy may allow that the old one does not, after AWS’s CheckNoNewAccess, which does not know ECR. Every
 * doubt counts as new access, so an empty answer is a promise.
 */
export function newAccess(before: PolicyDocument | undefined, after: PolicyDocument | undefined): Grain[] {
  const old = grainsOf(before)
  const now = grainsOf(after)
  const [known, kept] = [coverage(old), coverage(now)]
  const added = now.filter((grain) => grain.effect === 'Allow' && !isCovered(grain, known))
  // A denial that is gone, or covers less, may open what the other account's, or the owner's, IAM policies allow.
  const lifted = old.filter((grain) => grain.effect === 'Deny' && !isCovered(grain, kept))
  return [...added, ...lifted]
}

type Coverage = { keys: ReadonlySet<string>; byAction: ReadonlyMap<string, readonly Grain[]> }

function coverage(grains: readonly Grain[]): Coverage {
  const byAction = new Map<string, Grain[]>()
  for (const grain of grains) {
    const same = byAction.get(`${grain.effect} ${grain.action}`)
    if (same) same.push(grain)
    else byAction.set(`${grain.effect} ${grain.action}`, [grain])
  }
  return { keys: new Set(grains.map(grainKey)), byAction }
}

function isCovered(grain: Grain, { keys, byAction }: Coverage): boolean {
  if (keys.has(grainKey(grain))) return true
  const candidates = grain.not ? [] : (byAction.get(`${grain.effect} ${grain.action}`) ?? [])
  return candidates.some(
    (other) =>
      !other.not &&
      contains(other.principal, grain.principal) &&
      other.conditions.every((test) => grain.conditions.some((stronger) => implies(stronger, test))),
  )
}

/** Whether everybody whom one principal means is meant by the other too. */
function contains(wide: Principal, narrow: Principal): boolean {
  if (wide.kind === 'everyone' || identityOf(wide) === identityOf(narrow)) return wide.kind !== 'malformed'
  if (wide.kind === 'account') return 'account' in narrow && narrow.account === wide.account
  return (
    wide.kind === 'role' &&
    narrow.kind === 'session' &&
    narrow.account === wide.account &&
    narrow.role === wide.name
  )
}

/** Whether a test that holds makes the other hold: the same, or one of fewer values where each value is a way in. */
function implies(stronger: Condition, test: Condition): boolean {
  if (conditionKey(stronger) === conditionKey(test)) return true
  if (stronger.operator !== test.operator || stronger.key !== test.key) return false
  const operator = parseOperator(test.operator)
  if (!operator || operator.type === 'null') return false
  const [fewer, more] = operator.negated ? [test.values, stronger.values] : [stronger.values, test.values]
  return fewer.every((value) => more.includes(value))
}
