import type { Arith, BitVec, Bool, Context, Seq } from 'z3-solver'
import { REPOSITORY_ACTIONS } from '@/lib/policy/actions'
import { OWNER } from './random-policies'

export type Z3 = Context<'judge'>

export const KINDS = ['session', 'user', 'federated-user', 'root', 'service'] as const

export type Key = {
  there: Bool<'judge'>
  text: Arith<'judge'>
  bits: BitVec<32, 'judge'>
  number: Arith<'judge'>
  /** For keys that are tested by patterns: the text itself. */
  word: Seq<'judge'>
}
export type Request = ReturnType<typeof requestIn>

/** The variables of a request. Keys are made as they are asked for. */
export function requestIn(z3: Z3) {
  const texts = new Map<string, number>()
  const keys = new Map<string, Key>()
  const truths = new Set<string>()
  const variable = {
    kind: z3.Int.const('kind'),
    account: z3.Int.const('account'),
    name: z3.Int.const('name'),
    session: z3.Int.const('session'),
    action: z3.Int.const('action'),
    byIdentity: z3.Bool.const('byIdentity'),
  }
  /** A text as a number; every text that no policy names is one of the numbers that are left. */
  function numberOf(text: string): number {
    const known = texts.get(text) ?? texts.size + 1
    texts.set(text, known)
    return known
  }
  function key(name: string): Key {
    const made = keys.get(name) ?? {
      there: z3.Bool.const(`there ${name}`),
      text: z3.Int.const(`text ${name}`),
      bits: z3.BitVec.const(`bits ${name}`, 32),
      number: z3.Real.const(`number ${name}`),
      word: z3.String.const(`word ${name}`),
    }
    keys.set(name, made)
    return made
  }
  const is = (kind: (typeof KINDS)[number]) => variable.kind.eq(KINDS.indexOf(kind))
  function isPossible(): Bool<'judge'> {
    const own = z3.And(z3.Not(is('service')), variable.account.eq(numberOf(OWNER)))
    return z3.And(
      variable.kind.ge(0),
      variable.kind.lt(KINDS.length),
      variable.action.ge(0),
      variable.action.lt(REPOSITORY_ACTIONS.length),
      z3.Implies(
        is('service'),
        z3.And(
          ...['aws:PrincipalOrgID', 'aws:PrincipalTag/team', 'aws:PrincipalTag/line'].map((name) =>
            z3.Not(key(name).there),
          ),
        ),
      ),
      z3.Implies(
        z3.Not(is('service')),
        z3.And(z3.Not(key('aws:SourceArn').there), z3.Not(key('aws:SourceAccount').there)),
      ),
      z3.Not(z3.And(key('aws:SourceIp').there, key('aws:SourceVpce').there)),
      z3.Implies(z3.And(own, is('root')), variable.byIdentity),
      z3.Implies(z3.Not(own), z3.Not(variable.byIdentity)),
      ...[...truths].map((name) =>
        z3.Or(key(name).text.eq(numberOf('true')), key(name).text.eq(numberOf('false'))),
      ),
    )
  }
  return { ...variable, is, key, numberOf, truths, isPossible }
}
