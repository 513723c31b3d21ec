import { accountName, accountWords, type KnownAccounts } from '@/lib/accounts/account-names'
import { type Operator, parseOperator } from '@/lib/policy/operators'
import type { Condition } from '@/lib/policy/statement'
import { quoted, shownText } from '@/lib/text/quoted'
import { wordList } from '@/lib/text/word-list'

const SUBJECTS: Readonly<Record<string, string>> = {
  'aws:sourceip': 'the caller’s address',
  'aws:vpcsourceip': 'the caller’s address in its VPC',
  'aws:sourcevpc': 'the caller’s VPC',
  'aws:sourcevpce': 'the caller’s VPC endpoint',
  'aws:sourcearn': 'the calling resource',
  'aws:sourceaccount': 'the calling resource’s account',
  'aws:sourceorgid': 'the calling resource’s organisation',
  'aws:principalorgid': 'the caller’s organisation',
  'aws:principalorgpaths': 'the caller’s path in its organisation',
  'aws:principalaccount': 'the caller’s account',
  'aws:principalarn': 'the caller’s ARN',
  'aws:principaltype': 'the kind of caller',
  'aws:userid': 'the caller’s unique ID',
  'aws:username': 'the caller’s user name',
  'aws:currenttime': 'the time',
  'aws:requestedregion': 'the region',
  'aws:useragent': 'the caller’s user agent',
}
const TAG_OWNERS: Readonly<Record<string, string>> = {
  'aws:principaltag': 'the caller’s',
  'aws:requesttag': 'the request’s',
  'aws:resourcetag': 'the repository’s',
  'ecr:resourcetag': 'the repository’s',
}
const ACCOUNT_KEYS = new Set(['aws:principalaccount', 'aws:sourceaccount', 'aws:resourceaccount'])
const TRUTHS: Readonly<Record<string, [yes: string, no: string]>> = {
  'aws:securetransport': ['the call is encrypted', 'the call is not encrypted'],
  'aws:multifactorauthpresent': ['the caller used MFA', 'the caller did not use MFA'],
  'aws:principalisawsservice': ['the caller is an AWS service', 'the caller is not an AWS service'],
  'aws:viaawsservice': [
    'an AWS service calls on someone’s behalf',
    'no AWS service calls on someone’s behalf',
  ],
}
const VERBS: Readonly<Record<string, string>> = {
  StringLike: 'matches',
  StringNotLike: 'doesn’t match',
  ArnEquals: 'matches',
  ArnNotEquals: 'doesn’t match',
  ArnLike: 'matches',
  ArnNotLike: 'doesn’t match',
  NumericLessThan: 'is less than',
  NumericLessThanEquals: 'is at most',
  NumericGreaterThan: 'is more than',
  NumericGreaterThanEquals: 'is at least',
  DateLessThan: 'is before',
  DateLessThanEquals: 'is no later than',
  DateGreaterThan: 'is after',
  DateGreaterThanEquals: 'is no earlier than',
  IpAddress: 'is in',
  NotIpAddress: 'is not in',
}

/** All tests of a statement, joined by “and”; empty if there are none. */
export function conditionListWords(conditions: readonly Condition[], accounts: KnownAccounts): string {
  return conditions.map((condition) => conditionWords(condition, accounts)).join(' and ')
}

/** One test as a clause that follows “if”: “the caller’s address is in 203.0.113.0/24”. */
function conditionWords(condition: Condition, accounts: KnownAccounts): string {
  const { operator: name, key, values } = condition
  const operator = parseOperator(name)
  const subject = subjectOf(key)
  if (!operator) return `${quoted(name)} is true of ${subject} and ${valueWords(condition, accounts)}`
  if (operator.type === 'null')
    return `${subject} ${values[0]?.toLowerCase() === 'true' ? 'is absent' : 'is present'}`
  const plain =
    truth(key, operator, values) ??
    `${subject} ${verbOf(operator, values)} ${valueWords(condition, accounts)}`
  const each = { ForAllValues: 'for every value, ', ForAnyValue: 'for at least one value, ', none: '' }[
    operator.qualifier ?? 'none'
  ]
  return each + plain + (operator.ifExists ? ', or there is none' : '')
}

function subjectOf(key: string): string {
  const lower = key.toLowerCase()
  const [, owner, tag] =
    /^(aws:principaltag|aws:resourcetag|ecr:resourcetag|aws:requesttag)\/(.*)$/i.exec(key) ?? []
  if (owner) return `${TAG_OWNERS[owner.toLowerCase()]} tag ${shownText(tag ?? '')}`
  return (Object.hasOwn(SUBJECTS, lower) ? SUBJECTS[lower] : undefined) ?? shownText(key)
}

function truth(key: string, operator: Operator, values: readonly string[]): string | undefined {
  const lower = key.toLowerCase()
  const [yes, no] = Object.hasOwn(TRUTHS, lower) ? (TRUTHS[lower] ?? []) : []
  const [value, more] = values
  if (operator.type !== 'bool' || more !== undefined) return undefined
  return value === 'true' ? yes : value === 'false' ? no : undefined
}

/** Without a wildcard a pattern is a value like any other. */
function verbOf({ base, negated, wildcards }: Operator, values: readonly string[]): string {
  const plain = negated ? 'is not' : 'is'
  if (wildcards && !values.some((value) => /[*?]|\$\{/.test(value))) return plain
  return VERBS[base] ?? plain
}

function valueWords({ key, values }: Condition, accounts: KnownAccounts): string {
  if (values.length === 0) return 'nothing'
  const named = values.map((value) =>
    ACCOUNT_KEYS.has(key.toLowerCase()) && accountName(value, accounts)
      ? accountWords(value, accounts)
      : shownText(value),
  )
  return wordList(named, 'or')
}
