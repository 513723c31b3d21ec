import { describe, expect, it } from 'vitest'
import { whoCan } from '@/lib/policy/ask/who-can'
import { newRisks } from '@/lib/policy/compare/risks'
import { POLICY_LIMIT, type PolicyDocument, textToSend } from '@/lib/policy/document'
import type { JsonObject } from '@/lib/policy/json/json'
import { lintPolicy } from '@/lib/policy/lint/lint'
import { policyOf } from '@/lib/policy/test-policies'

const OWNER = '252775557553'
const CONTEXT = {
  owner: OWNER,
  accounts: [{ id: OWNER, name: 'hp-id-dev', active: true }],
  organizationIds: [],
}

function allow(Principal: string | JsonObject, Condition?: JsonObject, Effect = 'Allow'): JsonObject {
  return { Effect, Principal, Action: 'ecr:BatchGetImage', ...(Condition && { Condition }) }
}

function list<T>(length: number, make: (at: number) => T): T[] {
  return Array.from({ length }, (_, at) => make(at))
}

const keys = (count: number, key: string, values: number, pattern = 'v#*x'): JsonObject =>
  Object.fromEntries(
    list(count, (at) => [`${key}${at}`, list(values, (value) => pattern.replace('#', `${value}`))]),
  )
const letter = (at: number) => 'abcdefghijklmnopqrst'.charAt(at % 20)
const accounts = list(400, (at) => `${100_000_000_000 + at * 7919}`)
const nested = list(40, (at) => `*${letter(at)}*${letter(at * 3 + 1)}*${letter(at * 7 + 2)}*`)
const variables = Object.fromEntries(
  list(20, (at) => [`aws:PrincipalTag/k${at}`, `\${aws:PrincipalTag/j${at}}`]),
)

/** Each lets in somebody whom nobody knows, or may do so. */
const OPEN: Record<string, JsonObject[]> = {
  '400 accounts': [allow({ AWS: accounts })],
  'all but 400 accounts': [allow('*'), allow({ AWS: accounts }, undefined, 'Deny')],
  '500 ranges of addresses': [
    allow('*', { IpAddress: { 'aws:SourceIp': list(500, (at) => `${1 + (at % 220)}.${at % 256}.0.0/16`) } }),
  ],
  '20 keys with 40 patterns each': [allow('*', { StringLike: keys(20, 'aws:PrincipalTag/k', 40) })],
  'nested wildcards in a tag': [allow('*', { StringLike: { 'aws:PrincipalTag/a': nested } })],
  'nested wildcards in an ARN': [
    allow('*', {
      ArnLike: { 'aws:PrincipalArn': nested.map((pattern) => `arn:aws:iam::*:role/${pattern}`) },
    }),
  ],
  'nested wildcards in a string that is an ARN': [allow('*', { StringLike: { 'aws:PrincipalArn': nested } })],
  'ForAllValues and ForAnyValue on five keys at once': [
    allow('*', { 'ForAllValues:StringLike': keys(5, 'x:k', 20) }),
    allow('*', { 'ForAnyValue:StringLike': keys(5, 'x:k', 18) }),
  ],
  '28 statements that cut each other': [
    ...list(14, (at) =>
      allow('*', {
        StringLike: { [`aws:PrincipalTag/a${at}`]: '*a*b*', [`aws:PrincipalTag/b${at}`]: '*c*' },
      }),
    ),
    ...list(14, (at) =>
      allow(
        '*',
        {
          StringNotLike: {
            [`aws:PrincipalTag/a${at}`]: '*b*a*',
            [`aws:PrincipalTag/b${(at + 1) % 14}`]: '*d*',
          },
        },
        'Deny',
      ),
    ),
  ],
  '60 statements with different actions': list(60, (at) => ({
    ...allow({ AWS: accounts[at] ?? '' }),
    Action: `ecr:*${letter(at)}*`,
  })),
  'an operator that IAM does not have': [allow('*', { StringSounds: { 'aws:PrincipalTag/a': 'x' } })],
  'a key that AWS does not have': [allow('*', { StringEquals: { 'no:such/key': 'x' } })],
  'variables in 20 keys': [allow('*', { StringEquals: variables })],
  'a key tested as a number and as a date': [
    allow('*', {
      NumericLessThan: { 'aws:PrincipalTag/n': '5' },
      DateLessThan: { 'aws:PrincipalTag/n': '2027-01-01' },
    }),
  ],
}

/** Each lets in nobody. */
const CLOSED: Record<string, JsonObject[]> = {
  'an empty list of values': [allow('*', { StringEquals: { 'aws:PrincipalTag/a': [] } })],
  'conditions that contradict each other': [
    allow('*', {
      StringEquals: { 'aws:PrincipalTag/a': 'x' },
      StringNotEquals: { 'aws:PrincipalTag/a': 'x' },
    }),
  ],
  'a key that is there and absent': [
    allow('*', {
      StringEquals: { 'aws:PrincipalTag/a': 'x' },
      Null: { 'aws:PrincipalTag/a': 'true' },
    }),
  ],
  'an empty list of principals': [allow({ AWS: [] })],
}

describe('a policy made to explode or to confuse', () => {
  const answers = (document: PolicyDocument) => {
    expect(textToSend(document).length).toBeLessThanOrEqual(POLICY_LIMIT)
    for (const row of whoCan(document, CONTEXT)) expect(row.pull.text).not.toBe('')
    for (const { message } of lintPolicy(document, CONTEXT)) expect(message).not.toBe('')
    return newRisks(undefined, document, CONTEXT)
  }

  it.each(Object.entries(OPEN))('is a risk or undecided: %s', (_name, statements) => {
    expect(answers(policyOf(statements))).not.toEqual([])
  })

  it.each(Object.entries(CLOSED))('is proved to let in nobody: %s', (_name, statements) => {
    expect(answers(policyOf(statements))).toEqual([])
  })
})
