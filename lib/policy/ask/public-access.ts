import { isAccountId, splitArn } from '@/lib/accounts/arn'
import { parseIpRange } from '@/lib/policy/evaluate/ip-range'
import { needsKey, parseOperator } from '@/lib/policy/operators'
import type { Condition } from '@/lib/policy/statement'

/** Anything wider counts as the whole internet (S3 Block Public Access, “public”). */
const WIDEST = { 4: 8, 6: 32 }

const FIXED_VALUE = new Set([
  'aws:principalaccount',
  'aws:principalorgid',
  'aws:sourceaccount',
  'aws:sourceowner',
  'aws:sourceorgid',
  'aws:sourcevpc',
  'aws:sourcevpce',
  'aws:vpceaccount',
  'aws:vpceorgid',
])
const FIXED_ACCOUNT_IN_ARN = new Set(['aws:principalarn', 'aws:sourcearn', 'aws:sourcevpcarn'])
const FIXED_START: Readonly<Record<string, RegExp>> = {
  // A whole organisation or part of it.
  'aws:principalorgpaths': /^o-[a-z0-9]+\//,
  'aws:sourceorgpaths': /^o-[a-z0-9]+\//,
  // One role’s sessions, or one user.
  'aws:userid': /^A(?:RO|ID)A[A-Z0-9]{12,}(?::|$)/,
}

/**
 * Whether these conditions restrict callers to a fixed value: an organisation, an account, a network. Follows what S3
 * Block Public Access counts as not public. Negated tests, IfExists and ForAllValues never restrict, because a caller
 * without the key passes them.
 */
export function restrictsCaller(conditions: readonly Condition[]): boolean {
  return conditions.some(isRestriction)
}

function isRestriction({ operator: name, key, values }: Condition): boolean {
  const operator = parseOperator(name)
  if (!operator || !needsKey(operator)) return false
  if (values.length === 0) return true // No value ever matches.
  const lower = key.toLowerCase()
  if (lower === 'aws:sourceip') return operator.type === 'ip' && values.every(isNarrow)
  if (operator.type !== 'string' && operator.type !== 'arn') return false
  const wild = (text: string) => operator.wildcards && /[*?]/.test(text)
  if (values.some((value) => value.includes('${'))) return false
  if (FIXED_VALUE.has(lower)) return !values.some(wild)
  if (FIXED_ACCOUNT_IN_ARN.has(lower))
    return values.every((value) => hasFixedAccount(value, operator.type === 'string' && operator.wildcards))
  const start = Object.hasOwn(FIXED_START, lower) ? FIXED_START[lower] : undefined
  return start !== undefined && values.every((value) => start.test(value))
}

/** A wildcard of StringLike matches across colons, unlike ArnLike, so there must be none before the account. */
function hasFixedAccount(arn: string, reaches: boolean): boolean {
  const parts = splitArn(arn)
  return isAccountId(parts[4] ?? '') && !(reaches && parts.slice(0, 4).some((part) => /[*?]/.test(part)))
}

function isNarrow(text: string): boolean {
  const range = parseIpRange(text)
  return range !== undefined && range.prefix >= WIDEST[range.version]
}
