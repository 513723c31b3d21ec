import { describe, expect, it } from 'vitest'
import type { JsonObject } from '@/lib/policy/json/json'
import { policyOf } from '@/lib/policy/test-policies'
import { decide } from './decide'
import { sideOf } from './openings'

const OWNER = '252775557553'
const CCP = '957591566260'

type Statements = readonly JsonObject[]

function allow(Principal: string | JsonObject, Condition?: JsonObject): JsonObject {
  return { Effect: 'Allow', Principal, Action: 'ecr:BatchGetImage', ...(Condition && { Condition }) }
}

function answer(allowed: Statements, not: Statements): string {
  const sides = [allowed, not].map((statements) => sideOf(policyOf(statements)))
  return decide({ allowedBy: sides[0] ?? [], butNotBy: [sides[1] ?? []], owner: OWNER }).answer
}

const from = (...ranges: string[]) => allow('*', { IpAddress: { 'aws:SourceIp': ranges } })
const arnLike = (pattern: string) => allow('*', { ArnLike: { 'aws:PrincipalArn': pattern } })
const ci = { AWS: `arn:aws:iam::${CCP}:role/ci` }

describe('whether a policy allows what another does not', () => {
  it.each<[string, Statements, Statements, string]>([
    ['the same account', [allow({ AWS: CCP })], [allow({ AWS: CCP })], 'no'],
    ['an account, of everyone', [allow({ AWS: CCP })], [allow('*')], 'no'],
    ['everyone, of an account', [allow('*')], [allow({ AWS: CCP })], 'yes'],
    [
      'an account, of its number in another partition',
      [allow({ AWS: CCP })],
      [allow({ AWS: `arn:aws-cn:iam::${CCP}:root` })],
      'yes',
    ],
    ['a role, of its account', [allow(ci)], [allow({ AWS: CCP })], 'no'],
    ['an account, of a role', [allow({ AWS: CCP })], [allow(ci)], 'yes'],
    ['all addresses, of two halves', [from('0.0.0.0/0')], [from('0.0.0.0/1'), from('128.0.0.0/1')], 'no'],
    ['two halves, of all addresses', [from('0.0.0.0/1'), from('128.0.0.0/1')], [from('0.0.0.0/0')], 'no'],
    ['a range, of half of it', [from('10.0.0.0/8')], [from('10.0.0.0/9')], 'yes'],
    ['a role, of a pattern that it matches', [allow(ci)], [arnLike('arn:aws:iam::*:role/c?')], 'no'],
    [
      'a pattern, of a narrower one',
      [arnLike('arn:aws:iam::*:role/c*')],
      [arnLike('arn:aws:iam::*:role/ci*')],
      'yes',
    ],
    [
      'a pattern, of a wider one',
      [arnLike('arn:aws:iam::*:role/ci*')],
      [arnLike('arn:aws:iam::*:role/c*')],
      'no',
    ],
    [
      'all of a list, of any of it: the list can be empty',
      [allow('*', { 'ForAllValues:StringEquals': { 'aws:TagKeys': ['a', 'b'] } })],
      [allow('*', { 'ForAnyValue:StringEquals': { 'aws:TagKeys': ['a', 'b'] } })],
      'yes',
    ],
    [
      'a session by its role’s name, of a denied path',
      [allow({ AWS: `arn:aws:sts::${CCP}:assumed-role/ci/s` })],
      [allow('*'), { ...arnLike('arn:aws:iam::*:role/teams/*'), Effect: 'Deny' }],
      'yes',
    ],
    [
      'a variable that may be anything',
      [allow('*')],
      [allow('*', { StringEquals: { 'aws:PrincipalTag/team': `\${aws:username}` } })],
      'undecided',
    ],
    [
      'an operator that IAM does not have',
      [allow('*', { StringSounds: { 'aws:PrincipalTag/team': 'x' } })],
      [],
      'undecided',
    ],
  ])('%s', (_name, allowed, not, expected) => {
    expect(answer(allowed, not)).toBe(expected)
  })

  it('a test that cannot be decided holds on both sides or on neither', () => {
    const variable = (...teams: string[]) =>
      allow('*', { StringEquals: { 'aws:PrincipalTag/team': [`\${aws:username}`, ...teams] } })
    expect(answer([variable('a', 'b')], [allow({ AWS: CCP }), variable('b', 'a')])).toBe('no')
    expect(answer([variable('a', 'b')], [variable('a')])).toBe('undecided')
  })

  it('a variable does not matter where a request is found without it', () => {
    const variable = allow('*', { StringEquals: { 'aws:PrincipalTag/team': `\${aws:username}` } })
    expect(answer([allow('*'), variable], [allow({ AWS: CCP })])).toBe('yes')
  })
})

describe('policies made to explode', () => {
  const roles = Array.from(
    { length: 400 },
    (_, at) => `arn:aws:iam::${100_000_000_000 + at * 7919}:role/ci-${at}`,
  )
  const ranges = Array.from({ length: 500 }, (_, at) => `${1 + (at % 220)}.${at % 256}.0.0/16`)
  const values = (count: number) => Array.from({ length: count }, (_, at) => `v${at}*x`)
  const keys = (count: number, name: string, of: number) =>
    Object.fromEntries(Array.from({ length: count }, (_, at) => [`${name}${at}`, values(of)]))

  it.each<[string, JsonObject]>([
    ['400 principals', allow({ AWS: roles })],
    ['500 address ranges', from(...ranges)],
    ['20 keys of 40 patterns', allow('*', { StringLike: keys(20, 'aws:PrincipalTag/k', 40) })],
    [
      'nested wildcards',
      allow('*', { StringLike: { 'aws:PrincipalTag/a': ['*a*b*c*', '*b*c*d*', '*x*y*z*', '*z*a*q*'] } }),
    ],
    ['ForAllValues on five keys', allow('*', { 'ForAllValues:StringLike': keys(5, 'x:k', 20) })],
  ])('%s allow nothing that they do not allow', (_name, statement) => {
    expect(answer([statement], [statement])).toBe('no')
  })

  it('are undecided, and not harmless, past the ceiling', () => {
    const many = Array.from({ length: 14 }, (_, at) =>
      allow('*', {
        StringLike: { [`aws:PrincipalTag/a${at}`]: '*a*b*', [`aws:PrincipalTag/b${at}`]: '*c*' },
      }),
    )
    const denies = Array.from({ length: 14 }, (_, at) => ({
      ...allow('*', {
        StringNotLike: {
          [`aws:PrincipalTag/a${at}`]: '*b*a*',
          [`aws:PrincipalTag/b${(at + 1) % 14}`]: '*d*',
        },
      }),
      Effect: 'Deny',
    }))
    expect(answer([...many, ...denies], many)).not.toBe('yes')
  })
})
