import { BlockList, isIP } from 'node:net'
import { quoted, unquoted, wildcard } from './wildcard'

/** What is known of a request, by condition key in lower case. A key that is absent is not known. */
export type RequestFacts = ReadonlyMap<string, readonly string[]>

export type Conditions = Record<string, Record<string, readonly string[]>>

/**
 * Whether a statement's Condition holds: all operators and all keys must, and for one key any of its values
 * (IAM, "Conditions with multiple context keys or values"). Variables are resolved only where the policy's
 * version knows them.
 */
export function conditionsHold(conditions: Conditions, facts: RequestFacts, variables: boolean): boolean {
  return Object.entries(conditions).every(([operator, keys]) =>
    Object.entries(keys).every(([key, values]) =>
      holds(operator, values, facts.get(key.toLowerCase()), (value) =>
        variables ? resolved(value, facts) : value,
      ),
    ),
  )
}

function holds(
  written: string,
  values: readonly string[],
  present: readonly string[] | undefined,
  resolve: (value: string) => string | undefined,
): boolean {
  const [, set, name = '', ifExists] =
    /^(?:(ForAnyValue|ForAllValues):)?(\w+?)(IfExists)?$/.exec(written) ?? []
  if (name === 'Null') return values.some((value) => (value === 'true') === (present === undefined))
  const negated = name.includes('Not')
  const test = TESTS[name.replace('Not', '')]
  if (!test) throw new Error(`The evaluator has no operator ${written}`)
  const wanted = values.flatMap((value) => resolve(value) ?? [])
  // A variable without a value fails the statement, also a negated one (IAM: Policy elements, variables and tags).
  if (wanted.length < values.length) return false
  const meets = (fact: string) => wanted.some((value) => test(value, fact)) !== negated
  if (present === undefined || present.length === 0) {
    if (set === 'ForAllValues') return true
    if (set === 'ForAnyValue') return false
    return negated || ifExists !== undefined
  }
  return set === 'ForAllValues' ? present.every(meets) : present.some(meets)
}

type Test = (wanted: string, fact: string) => boolean

const number =
  (compare: (fact: number, wanted: number) => boolean): Test =>
  (wanted, fact) =>
    compare(Number(fact), Number(wanted))
const date =
  (compare: (fact: number, wanted: number) => boolean): Test =>
  (wanted, fact) =>
    compare(time(fact), time(wanted))

// Each without its negation: "NotEquals" is "Equals", turned round.
const TESTS: Record<string, Test> = {
  StringEquals: (wanted, fact) => unquoted(wanted) === fact,
  StringEqualsIgnoreCase: (wanted, fact) => unquoted(wanted).toLowerCase() === fact.toLowerCase(),
  StringLike: wildcard,
  ArnEquals: arnLike,
  ArnLike: arnLike,
  NumericEquals: number((fact, wanted) => fact === wanted),
  NumericLessThan: number((fact, wanted) => fact < wanted),
  NumericLessThanEquals: number((fact, wanted) => fact <= wanted),
  NumericGreaterThan: number((fact, wanted) => fact > wanted),
  NumericGreaterThanEquals: number((fact, wanted) => fact >= wanted),
  DateEquals: date((fact, wanted) => fact === wanted),
  DateLessThan: date((fact, wanted) => fact < wanted),
  DateLessThanEquals: date((fact, wanted) => fact <= wanted),
  DateGreaterThan: date((fact, wanted) => fact > wanted),
  DateGreaterThanEquals: date((fact, wanted) => fact >= wanted),
  Bool: (wanted, fact) => wanted.toLowerCase() === fact.toLowerCase(),
  BinaryEquals: (wanted, fact) => wanted === fact,
  IpAddress: inRange,
}

/**
 * The six parts of an ARN are compared one by one: only in the last part does a wildcard match a colon.
 */
function arnLike(wanted: string, fact: string): boolean {
  const [pattern, parts] = [wanted, fact].map((arn) => {
    const pieces = arn.split(':')
    return [...pieces.slice(0, 5), pieces.slice(5).join(':')]
  })
  return parts?.every((part, index) => wildcard(pattern?.[index] ?? '', part)) ?? false
}

function inRange(wanted: string, fact: string): boolean {
  const [network = '', bits] = wanted.split('/')
  const family = isIP(network)
  if (family === 0 || isIP(fact) !== family) return false
  const type = family === 4 ? 'ipv4' : 'ipv6'
  const range = new BlockList()
  range.addSubnet(network, bits === undefined ? (family === 4 ? 32 : 128) : Number(bits), type)
  return range.check(fact, type)
}

/** Milliseconds since 1970 of an ISO 8601 time or of seconds since 1970. */
function time(text: string): number {
  return /^\d+$/.test(text) ? Number(text) * 1000 : Date.parse(text)
}

/**
 * A value with its variables put in as plain text, not as wildcards; undefined when one of them has no value.
 */
function resolved(value: string, facts: RequestFacts): string | undefined {
  let missing = false
  const text = value.replace(/\$\{([^}]*)\}/g, (whole, inside: string) => {
    if (['*', '?', '$'].includes(inside)) return whole
    const [, key = '', fallback] = /^([^,]*?)\s*(?:,\s*'(.*)')?$/.exec(inside) ?? []
    const found = facts.get(key.toLowerCase())?.[0] ?? fallback
    if (found === undefined) missing = true
    return quoted(found ?? '')
  })
  return missing ? undefined : text
}
