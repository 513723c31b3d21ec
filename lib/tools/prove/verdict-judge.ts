import { parsePolicy } from '@/lib/policy/document'
import { evaluate } from '@/lib/policy/evaluate/evaluate'
import { type Fact, valueFact } from '@/lib/policy/evaluate/facts'
import type { JsonObject } from '@/lib/policy/json/json'
import { readAwsPrincipal } from '@/lib/policy/principals'
import { nameIn } from '@/lib/policy/prove/caller'
import type { Request } from '@/lib/policy/prove/decide'
import { callerFacts } from '@/lib/policy/prove/keys'
import { sideOf } from '@/lib/policy/prove/openings'
import { OWNER } from './random-policies'

/**
 * What a verdict says of one request, of which everything is known: whether it is allowed, as in the sandbox. Undefined for
 * an answer that depends on something.
 */
export function verdictOn(
  repository: readonly JsonObject[],
  registry: readonly JsonObject[],
  { caller, action, byIdentity, keys }: Request,
): boolean | undefined {
  if (caller.kind === 'service') return undefined
  const [document, beside] = [repository, registry].map(documentOf)
  const name =
    caller.kind === 'session'
      ? `arn:aws:sts::${caller.account}:assumed-role/${nameIn(caller.arn)}/${caller.session}`
      : caller.arn
  const known = new Map<string, readonly string[] | undefined>([...callerFacts(caller), ...keys])
  const mentioned = [repository, registry].flat().flatMap(({ Condition }) => keysOf(Condition))
  const facts = [...mentioned, ...known.keys()]
    .filter((key) => !['aws:securetransport', 'aws:resourceaccount'].includes(key))
    .map((key): [string, Fact] => {
      const values = known.get(key)
      return [key, values ? valueFact(...values) : { kind: 'absent' }]
    })
  const [side] = sideOf(beside)
  const { outcome } = evaluate(document, readAwsPrincipal(name), [action], {
    owner: OWNER,
    registry: side,
    facts: new Map(facts),
  })
  switch (outcome) {
    case 'allowed':
      return true
    case 'by-identity':
      return byIdentity
    case 'conditional':
    case 'undecided':
      return undefined
    default:
      return false
  }
}

function documentOf(statements: readonly JsonObject[]) {
  const reading = parsePolicy(JSON.stringify({ Version: '2012-10-17', Statement: statements }))
  if (!reading.ok) throw new Error('a random policy cannot be read')
  return reading.document
}

function keysOf(block: unknown): string[] {
  if (typeof block !== 'object' || block === null) return []
  return Object.values(block).flatMap((keys: object) => Object.keys(keys).map((key) => key.toLowerCase()))
}
