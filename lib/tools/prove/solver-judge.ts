import { type Bool, init, type Re } from 'z3-solver'
import { REPOSITORY_ACTIONS } from '@/lib/policy/actions'
import type { JsonObject } from '@/lib/policy/json/json'
import { isObject } from '@/lib/policy/json/json-tree'
import { OWNER } from './random-policies'
import { type Key, type KINDS, type Request, requestIn, type Z3 } from './solver-request'

export type Answer = 'yes' | 'no' | 'unknown'

/**
 * An SMT solver, asked whether there is a request that one policy allows and another does not. The encoding is its own and
 * shares no code with the prover: texts are numbers, addresses are bits, the rest are Booleans. Wildcards are read in actions like
 * `ecr:*`, and in the values of a key that is tested by StringLike only.
 */
export async function openSolver() {
  const { Context } = await withoutFreeing(init)
  const z3: Z3 = Context('judge')
  return async (
    allowed: readonly JsonObject[],
    not: readonly JsonObject[],
    timeoutMs: number,
  ): Promise<Answer> => {
    const request = requestIn(z3)
    const solver = new z3.Solver()
    solver.set('timeout', timeoutMs)
    const [one, other] = [allowed, not].map((statements) => allows(z3, request, statements))
    if (!one || !other) throw new Error('unreachable')
    solver.add(request.isPossible(), one, z3.Not(other))
    const answer = await solver.check()
    return answer === 'sat' ? 'yes' : answer === 'unsat' ? 'no' : 'unknown'
  }
}

/**
 * Z3 frees a term when JavaScript collects it, on this thread, even while a thread of its own is solving: now and then that
 * ends in a crash or never. So nothing is freed; whoever asks ends the process soon.
 */
async function withoutFreeing<T>(start: () => Promise<T>): Promise<T> {
  const { FinalizationRegistry: usual } = globalThis
  globalThis.FinalizationRegistry = class<Held> implements FinalizationRegistry<Held> {
    readonly [Symbol.toStringTag] = 'FinalizationRegistry'
    register() {}
    unregister() {
      return false
    }
  }
  try {
    return await start()
  } finally {
    globalThis.FinalizationRegistry = usual
  }
}

function allows(z3: Z3, request: Request, statements: readonly JsonObject[]): Bool<'judge'> {
  const own = z3.And(z3.Not(request.is('service')), request.account.eq(request.numberOf(OWNER)))
  const parts = (effect: string) =>
    statements
      .filter(({ Effect }) => Effect === effect)
      .map((statement) => ({
        who: principal(z3, request, statement),
        rest: z3.And(action(z3, request, statement), condition(z3, request, statement)),
      }))
  const denied = parts('Deny').map(({ who, rest }) => z3.And(z3.Or(who.directly, who.byAccount), rest))
  const granted = parts('Allow').map(({ who, rest }) =>
    z3.And(z3.Or(who.directly, z3.And(who.byAccount, z3.Not(own))), rest),
  )
  return z3.And(z3.Or(request.byIdentity, ...granted), z3.Not(z3.Or(z3.Bool.val(false), ...denied)))
}

function principal(z3: Z3, request: Request, { Principal, NotPrincipal }: JsonObject) {
  const element = Principal ?? NotPrincipal
  const named = isObject(element) ? element : { AWS: '*' }
  const no = z3.Bool.val(false)
  const isNot = NotPrincipal !== undefined
  const entries = Object.entries(named).flatMap(([key, value]) =>
    [value].flat().map((text) => ({ key, text: String(text) })),
  )
  const everyone = entries.some(({ key, text }) => key === 'AWS' && text === '*')
  const by = (test: (entry: Entry) => Bool<'judge'> | undefined) =>
    z3.Or(no, ...entries.flatMap((entry) => test(entry) ?? []))
  const account = by((entry) => accountTest(z3, request, entry))
  const entity = by(({ key, text }) => (key === 'AWS' ? isArn(z3, request, text) : undefined))
  const session = by((entry) => sessionTest(z3, request, entry))
  const service = by(({ key, text }) =>
    key === 'Service' ? z3.And(request.is('service'), request.name.eq(request.numberOf(text))) : undefined,
  )
  if (!isNot) return { directly: z3.Or(z3.Bool.val(everyone), entity, session, service), byAccount: account }
  const spared = z3.Or(
    z3.Bool.val(everyone),
    service,
    z3.And(account, z3.Or(request.is('root'), z3.And(entity, z3.Or(z3.Not(request.is('session')), session)))),
  )
  return { directly: z3.Not(spared), byAccount: no }
}

type Entry = { key: string; text: string }

function accountTest(z3: Z3, request: Request, { key, text }: Entry): Bool<'judge'> | undefined {
  const [, id] = /^(?:arn:aws:iam::)?(\d{12})(?::root)?$/.exec(text) ?? []
  if (key !== 'AWS' || !id) return undefined
  return z3.And(z3.Not(request.is('service')), request.account.eq(request.numberOf(id)))
}

function sessionTest(z3: Z3, request: Request, { text }: Entry): Bool<'judge'> | undefined {
  const [, id = '', role = '', name = ''] =
    /^arn:aws:sts::(\d+):assumed-role\/([^/]+)\/(.+)$/.exec(text) ?? []
  if (!name) return undefined
  return z3.And(
    request.is('session'),
    request.account.eq(request.numberOf(id)),
    request.name.eq(request.numberOf(role)),
    request.session.eq(request.numberOf(name)),
  )
}

/** Whether the caller is the role (by one of its sessions) or user of this ARN. Names here have no path. */
function isArn(z3: Z3, request: Request, arn: string): Bool<'judge'> | undefined {
  const [, id = '', kind, name = ''] =
    /^arn:aws:(?:iam|sts)::(\d+):(role|user|federated-user)\/([^/]+)$/.exec(arn) ?? []
  if (!kind) return undefined
  return z3.And(
    request.is(kind === 'role' ? 'session' : kind === 'user' ? 'user' : 'federated-user'),
    request.account.eq(request.numberOf(id)),
    request.name.eq(request.numberOf(name)),
  )
}

function action(z3: Z3, request: Request, { Action, NotAction }: JsonObject): Bool<'judge'> {
  const patterns = [Action ?? NotAction ?? []]
    .flat()
    .map((pattern) => new RegExp(`^${String(pattern).replaceAll('*', '.*')}$`, 'i'))
  const covered = REPOSITORY_ACTIONS.flatMap((name, index) =>
    patterns.some((pattern) => pattern.test(name)) ? [request.action.eq(index)] : [],
  )
  const any = z3.Or(z3.Bool.val(false), ...covered)
  return Action === undefined ? z3.Not(any) : any
}

function condition(z3: Z3, request: Request, { Condition }: JsonObject): Bool<'judge'> {
  const tests = Object.entries(isObject(Condition ?? null) ? (Condition as JsonObject) : {}).flatMap(
    ([operator, keys]) =>
      Object.entries(isObject(keys) ? keys : {}).map(([key, values]) =>
        test(z3, request, operator, key, [values].flat().map(String)),
      ),
  )
  return z3.And(z3.Bool.val(true), ...tests)
}

function test(
  z3: Z3,
  request: Request,
  written: string,
  key: string,
  values: readonly string[],
): Bool<'judge'> {
  const ifExists = written.endsWith('IfExists')
  const operator = written.replace(/IfExists$/, '')
  const negated = operator.includes('Not')
  const { there, matches } = keyTest(z3, request, operator.replace('Not', ''), key, values)
  if (operator === 'Null') return values.includes('true') ? z3.Not(there) : there
  return negated
    ? z3.Or(z3.Not(there), z3.Not(matches))
    : ifExists
      ? z3.Or(z3.Not(there), matches)
      : z3.And(there, matches)
}

function keyTest(z3: Z3, request: Request, operator: string, key: string, values: readonly string[]) {
  const any = (each: (value: string) => Bool<'judge'>) => z3.Or(z3.Bool.val(false), ...values.map(each))
  const human = z3.Not(request.is('service'))
  switch (key) {
    case 'aws:PrincipalAccount':
      return { there: human, matches: any((value) => request.account.eq(request.numberOf(value))) }
    case 'aws:PrincipalArn':
      return { there: human, matches: any((value) => isArn(z3, request, value) ?? z3.Bool.val(false)) }
    case 'aws:username':
      return { there: request.is('user'), matches: any((value) => request.name.eq(request.numberOf(value))) }
    case 'aws:PrincipalType': {
      const types: Record<string, (typeof KINDS)[number]> = {
        User: 'user',
        AssumedRole: 'session',
        Account: 'root',
      }
      return { there: human, matches: any((value) => request.is(types[value] ?? 'service')) }
    }
    case 'aws:SecureTransport':
      return { there: z3.Bool.val(true), matches: z3.Bool.val(values.includes('true')) }
    case 'aws:PrincipalIsAWSService':
      return {
        there: z3.Bool.val(true),
        matches: any((value) => (value === 'true' ? request.is('service') : human)),
      }
    default: {
      const { there, ...value } = request.key(key)
      if (operator === 'Bool') request.truths.add(key)
      return {
        there,
        matches: any((wanted) => valueTest(z3, request, operator, wanted, value)),
      }
    }
  }
}

function valueTest(
  z3: Z3,
  request: Request,
  operator: string,
  value: string,
  { text, bits, number, word }: Omit<Key, 'there'>,
): Bool<'judge'> {
  switch (operator) {
    case 'IpAddress': {
      const [address = '', length = '32'] = value.split('/')
      const rest = 32 - Number(length)
      const wanted = address.split('.').reduce((sum, part) => sum * 256 + Number(part), 0)
      const shift = z3.BitVec.val(rest, 32)
      return rest === 32 ? z3.Bool.val(true) : bits.lshr(shift).eq(z3.BitVec.val(wanted, 32).lshr(shift))
    }
    case 'NumericLessThan':
      return number.lt(Number(value))
    case 'NumericGreaterThanEquals':
      return number.ge(Number(value))
    case 'NumericEquals':
      return number.eq(Number(value))
    case 'StringLike':
      return z3.InRe(word, patternOf(z3, value))
    default:
      return text.eq(request.numberOf(value))
  }
}

/** A pattern of StringLike as a regular expression. */
function patternOf(z3: Z3, pattern: string): Re<'judge'> {
  const one = z3.AllChar(z3.Re.sort(z3.String.sort()))
  const parts = [...pattern].map((character) =>
    character === '*' ? z3.Star(one) : character === '?' ? one : z3.Re.toRe(character),
  )
  return z3.ReConcat(z3.Re.toRe(''), ...parts)
}
