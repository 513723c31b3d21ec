import type { Facts } from './facts'
import { parseIpRange, rangeContains } from './ip-range'
import { type Operator, parseOperator } from './operators'
import { parsePolicyDate } from './policy-date'
import { hasVariables, literal, resolveVariables } from './policy-variables'
import type { Condition } from './statement'
import { all, any, not, type Truth } from './truth'
import { wildcardMatches } from './wildcard'

/**
 * Whether one test holds for a request of which these facts are known (IAM JSON policy elements: Condition operators). An
 * operator that IAM does not have is unknown.
 */
export function conditionHolds(
  { operator: name, key, values }: Condition,
  facts: Facts,
  version: string | undefined,
): Truth {
  const operator = parseOperator(name)
  const fact = facts.get(key.toLowerCase())
  if (!operator || !fact) return 'unknown'
  if (operator.type === 'null')
    return any(values.map((value) => (value === 'true') === (fact.kind === 'absent')))
  if (fact.kind === 'absent') return holdsWithoutKey(operator)
  if (fact.kind === 'arn-in') return holdsForSomebodyIn(fact.account, operator, values)
  const holdsFor = (requested: string): Truth => {
    const matches = any(values.map((value) => valueMatches(operator, requested, value, facts, version)))
    return operator.negated ? not(matches) : matches
  }
  const each = fact.values.map(holdsFor)
  return operator.qualifier === 'ForAnyValue' || (operator.qualifier === undefined && !operator.negated)
    ? any(each)
    : all(each)
}

/** A missing key fails a test, unless it is negated or says IfExists; of no values all are right, and none is (ForAny). */
function holdsWithoutKey({ qualifier, negated, ifExists }: Operator): boolean {
  if (qualifier === 'ForAnyValue') return ifExists
  return qualifier === 'ForAllValues' || negated || ifExists
}

/** Of the ARN only the account is known: enough to say that a pattern for another account cannot match. */
function holdsForSomebodyIn(account: string, operator: Operator, values: readonly string[]): Truth {
  if (operator.type !== 'string' && operator.type !== 'arn') return 'unknown'
  const matches = any(
    values.map((value): Truth => {
      if (operator.wildcards && value === '*' && operator.type === 'string') return true
      const parts = value.split(':')
      // A principal's ARN has five colons, so with as many in the pattern no wildcard reaches over one.
      if (parts.length !== 6 || value.includes('${')) return 'unknown'
      const part = parts[4] ?? ''
      return (operator.wildcards ? wildcardMatches(part, account) : part === account) ? 'unknown' : false
    }),
  )
  return operator.negated ? not(matches) : matches
}

function valueMatches(
  operator: Operator,
  requested: string,
  value: string,
  facts: Facts,
  version: string | undefined,
): Truth {
  if ((operator.type === 'string' || operator.type === 'arn') && hasVariables(value, version)) {
    const resolved = resolveVariables(value, facts)
    if (resolved === 'unknown') return 'unknown'
    // An unresolved variable fails the whole test, a negated one too.
    return resolved === 'missing' ? operator.negated : textMatches(operator, requested, resolved.text)
  }
  switch (operator.type) {
    case 'string':
    case 'arn':
      return textMatches(operator, requested, value)
    case 'numeric':
      return compares(operator.base, Number(requested), Number(value))
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

function textMatches({ type, base, wildcards }: Operator, requested: string, pattern: string): boolean {
  const text = literal(requested)
  if (base.endsWith('IgnoreCase')) return text.toLowerCase() === literal(pattern).toLowerCase()
  if (!wildcards) return text === literal(pattern)
  return type === 'arn' ? arnMatches(pattern, text) : wildcardMatches(pattern, text)
}

/** An ARN is compared part by part: no wildcard reaches over a colon (IAM: ARN condition operators). */
function arnMatches(pattern: string, arn: string): boolean {
  const [wanted, found] = [arnParts(pattern), arnParts(arn)]
  return (
    wanted.length === 6 &&
    found.length === 6 &&
    wanted.every((part, index) => wildcardMatches(part, found[index] ?? ''))
  )
}

function arnParts(arn: string): string[] {
  const parts = arn.split(':')
  return parts.length < 6 ? parts : [...parts.slice(0, 5), parts.slice(5).join(':')]
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
      return one === other // A negated operator is turned round by the caller.
  }
}
