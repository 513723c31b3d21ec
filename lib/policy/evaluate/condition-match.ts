import { splitArn } from '@/lib/accounts/arn'
import { type Operator, parseOperator } from '@/lib/policy/operators'
import type { Condition } from '@/lib/policy/statement'
import type { Fact, Facts } from './facts'
import { parseIpRange, rangeContains } from './ip-range'
import { parsePolicyDate } from './policy-date'
import { hasVariables, literal, resolveVariables } from './policy-variables'
import { all, any, not, type Truth } from './truth'
import { wildcardMatches } from './wildcard'

/**
 * Whether one test is true for a request of which these facts are known (IAM JSON policy elements: Condition operators).
 * An operator that IAM doesn't have gives unknown.
 */
export function conditionHolds(
  { operator: name, key, values }: Condition,
  facts: Facts,
  version: string | undefined,
): Truth {
  const operator = parseOperator(name)
  if (!operator) return 'unknown'
  const fact = facts.get(key.toLowerCase())
  if (operator.type === 'null') return nullHolds(operator, values, fact)
  const patterns = values.map((value) => patternOf(operator, value, facts, version))
  // A variable without a value fails the whole statement, even in a negated test (IAM policy elements: Variables and tags).
  if (patterns.includes('missing')) return false
  const holds = fact ? holdsFor(operator, patterns, fact) : 'unknown'
  return patterns.includes('unknown') && holds ? 'unknown' : holds
}

/** A value with its variables filled in, or why that isn't possible. */
type Pattern = { text: string } | 'missing' | 'unknown'

function patternOf(operator: Operator, value: string, facts: Facts, version: string | undefined): Pattern {
  const variables = operator.type === 'string' || operator.type === 'arn'
  return variables && hasVariables(value, version) ? resolveVariables(value, facts) : { text: value }
}

/** Before Null, ForAllValues is always true and ForAnyValue never (Access Analyzer, NULL_WITH_QUALIFIER). */
function nullHolds({ qualifier }: Operator, values: readonly string[], fact: Fact | undefined): Truth {
  if (qualifier) return qualifier === 'ForAllValues'
  if (!fact) return 'unknown'
  const absent = String(fact.kind === 'absent')
  return any(
    values.map(
      (value): Truth => (/^(true|false)$/i.test(value) ? value.toLowerCase() === absent : 'unknown'),
    ),
  )
}

function holdsFor(operator: Operator, patterns: readonly Pattern[], fact: Fact): Truth {
  if (fact.kind === 'absent') return holdsWithoutKey(operator)
  if (fact.kind === 'arn-in') return holdsForSomebodyIn(fact, operator, patterns)
  const each = fact.values.map((requested): Truth => {
    const matches = any(
      patterns.map((pattern) =>
        typeof pattern === 'string' ? 'unknown' : valueMatches(operator, requested, pattern.text),
      ),
    )
    return operator.negated ? not(matches) : matches
  })
  return asksAny(operator) ? any(each) : all(each)
}

/** Whether one value of the request is enough, or all of them have to pass. */
export function asksAny({ qualifier, negated }: Operator): boolean {
  return qualifier === 'ForAnyValue' || (qualifier === undefined && !negated)
}

/** A missing key fails a test, unless it is negated or has IfExists. All of no values match, but not any (ForAnyValue). */
export function holdsWithoutKey({ qualifier, negated, ifExists }: Operator): boolean {
  if (qualifier === 'ForAnyValue') return ifExists
  return qualifier === 'ForAllValues' || negated || ifExists
}

/** Only the account of the ARN is known, perhaps with the role’s name: often enough to tell that a pattern can't match. */
function holdsForSomebodyIn(
  { account, role }: Extract<Fact, { kind: 'arn-in' }>,
  operator: Operator,
  patterns: readonly Pattern[],
): Truth {
  if (operator.type !== 'string' && operator.type !== 'arn') return 'unknown'
  const matches = any(
    patterns.map((pattern): Truth => {
      if (typeof pattern === 'string') return 'unknown'
      if (operator.wildcards && pattern.text === '*' && operator.type === 'string') return true
      const parts = pattern.text.split(':')
      // A principal's ARN has five colons, so if the pattern has as many, no wildcard matches a colon.
      if (parts.length !== 6) return 'unknown'
      const part = parts[4] ?? ''
      if (!(operator.wildcards ? wildcardMatches(part, account) : part === account)) return false
      return role === undefined ? 'unknown' : matchesRole(operator, parts[5] ?? '', role)
    }),
  )
  return operator.negated ? not(matches) : matches
}

/** A name is one role’s in its account, so a pattern without wildcards needs nothing else to match. */
function matchesRole({ wildcards }: Operator, pattern: string, role: string): Truth {
  if (!wildcards || !/[*?]/.test(pattern))
    return pattern.startsWith('role/') && pattern.slice(pattern.lastIndexOf('/') + 1) === role
  const found = [`role/${role}`, `role/any-path/${role}`].map((arn) => wildcardMatches(pattern, arn))
  return found.every((matched) => matched) ? true : 'unknown'
}

/** Whether a value of the request is what a test asks for, before a negated operator turns the answer round. */
export function valueMatches(operator: Operator, requested: string, value: string): boolean {
  switch (operator.type) {
    case 'string':
    case 'arn':
      return textMatches(operator, requested, value)
    case 'numeric':
      return compares(operator.base, parseNumber(requested), parseNumber(value))
    case 'date':
      return compares(
        operator.base,
        parsePolicyDate(requested) ?? Number.NaN,
        parsePolicyDate(value) ?? Number.NaN,
      )
    case 'bool':
      return requested.toLowerCase() === value.toLowerCase()
    case 'ip': {
      const [outer, inner] = [parseIpRange(value), parseIpRange(requested)]
      return outer !== undefined && inner !== undefined && rangeContains(outer, inner)
    }
    default:
      return requested === value
  }
}

/** `Number` would read a space as 0 and 0x10 as 16. */
function parseNumber(text: string): number {
  return /^-?\d+(\.\d+)?$/.test(text) ? Number(text) : Number.NaN
}

function textMatches({ type, base, wildcards }: Operator, requested: string, pattern: string): boolean {
  const text = literal(requested)
  if (base.endsWith('IgnoreCase')) return text.toLowerCase() === literal(pattern).toLowerCase()
  if (!wildcards) return text === literal(pattern)
  return type === 'arn' ? arnMatches(pattern, text) : wildcardMatches(pattern, text)
}

/** ARNs are compared part by part: no wildcard matches a colon (IAM: ARN condition operators). */
function arnMatches(pattern: string, arn: string): boolean {
  if (pattern !== arn && !/[*?]/.test(pattern)) return false
  const [wanted, found] = [splitArn(pattern), splitArn(arn)]
  return (
    wanted.length === 6 &&
    found.length === 6 &&
    wanted.every((part, index) => wildcardMatches(part, found[index] ?? ''))
  )
}

function compares(base: string, one: number, other: number): boolean {
  const comparison = base.replace(/^(Numeric|Date)/, '')
  switch (comparison) {
    case 'LessThan':
      return one < other
    case 'LessThanEquals':
      return one <= other
    case 'GreaterThan':
      return one > other
    case 'GreaterThanEquals':
      return one >= other
    default:
      return one === other // The caller negates.
  }
}
