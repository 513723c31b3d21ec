import fc from 'fast-check'
import type { Account } from '@/lib/accounts/model'
import { REPOSITORY_ACTIONS } from './actions'
import { type PolicyDocument, parsePolicy } from './document'
import type { Json, JsonObject } from './json/json'
import { isObject } from './json/json-tree'
import { OPERATORS } from './operators'
import { rootArn } from './principals'

const ACCOUNTS = ['252775557553', '872569379934', '957591566260', '026927173535']

/** The accounts that the tests know by name; one ID starts with a zero. */
export const KNOWN: readonly Pick<Account, 'id' | 'name' | 'active'>[] = [
  { id: '252775557553', name: 'hp-id-dev', active: true },
  { id: '120744138334', name: 'hpid-cd-dev', active: true },
  { id: '872569379934', name: 'hp-id-prod', active: true },
  { id: '871386769552', name: 'hpid-dev', active: false },
  { id: '957591566260', name: 'ccp-dev', active: false },
  { id: '026927173535', name: 'zero-dev', active: true },
]

const oneOrMany = <T extends Json>(item: fc.Arbitrary<T>): fc.Arbitrary<Json> =>
  fc.oneof(item, fc.array(item, { minLength: 1, maxLength: 3 }))

export const account = fc.constantFrom(...ACCOUNTS)

export const awsPrincipal = fc.oneof(
  account,
  account.map((id) => `arn:aws:iam::${id}:root`),
  fc
    .tuple(account, fc.constantFrom('build-ci', 'teams/release-bot'))
    .map(([id, name]) => `arn:aws:iam::${id}:role/${name}`),
  account.map((id) => `arn:aws:iam::${id}:user/teams/deploy`),
  account.map((id) => `arn:aws:sts::${id}:assumed-role/build-ci/session`),
)

export const principal: fc.Arbitrary<Json> = fc.oneof(
  fc.constant('*'),
  fc.constant({ AWS: '*' }),
  fc.record({ AWS: oneOrMany(awsPrincipal) }),
  fc.record({ Service: oneOrMany(fc.constantFrom('lambda.amazonaws.com', 'codebuild.amazonaws.com')) }),
)

const actionPattern = fc.oneof(
  fc.constantFrom(...REPOSITORY_ACTIONS),
  fc.constantFrom('ecr:*', '*', 'ecr:Batch*', 'ecr:*Layer*', 'ECR:putimage', 'ecr:GetAuthorizationToken'),
)

export const condition: fc.Arbitrary<JsonObject> = fc.oneof(
  fc.record({ StringEquals: fc.record({ 'aws:PrincipalOrgID': fc.constantFrom('o-1', 'o-2') }) }),
  fc.record({
    StringLike: fc.record({
      'aws:SourceArn': fc.constant('arn:aws:lambda:us-west-2:252775557553:function:*'),
    }),
  }),
  fc.record({
    NotIpAddress: fc.record({ 'aws:SourceIp': oneOrMany(fc.constantFrom('203.0.113.0/24', '198.51.100.7')) }),
  }),
  fc.record({
    Bool: fc.record({ 'aws:SecureTransport': fc.constantFrom<Json>('true', 'false', true, false) }),
  }),
  fc.record({ StringEquals: fc.record({ 'aws:PrincipalAccount': oneOrMany(account) }) }),
)

/** A statement that ECR would accept. */
export const statement: fc.Arbitrary<JsonObject> = fc.record(
  {
    Sid: fc.oneof(fc.string(), fc.constantFrom('new statement', '</script>', 'a\u202Eb', '😀', '')),
    Effect: fc.constantFrom('Allow', 'Deny'),
    Principal: principal,
    Action: oneOrMany(actionPattern),
    Condition: condition,
  },
  { requiredKeys: ['Effect', 'Principal', 'Action'] },
)

/** A statement that may contain any JSON, under ECR's own keys too. */
export const oddStatement: fc.Arbitrary<JsonObject> = fc
  .tuple(statement, fc.dictionary(fc.constantFrom('Resource', 'NotAction', 'x', '10', '2'), anyJson()))
  .map(([known, odd]) => ({ ...odd, ...known }))

export function anyJson(): fc.Arbitrary<Json> {
  return fc
    .jsonValue({ maxDepth: 3 })
    .map((value) => JSON.parse(JSON.stringify(value).replaceAll('__proto__', 'proto')))
}

export const policyValue: fc.Arbitrary<JsonObject> = fc.record(
  {
    Version: fc.constantFrom('2008-10-17', '2012-10-17'),
    Id: fc.string(),
    Statement: fc.oneof(oddStatement, fc.array(oddStatement, { minLength: 1, maxLength: 4 })),
    Owner: anyJson(),
  },
  { requiredKeys: ['Statement'] },
)

/** The text of a policy in one of the layouts that people and ECR use. */
export function policyText(value: fc.Arbitrary<JsonObject> = policyValue): fc.Arbitrary<string> {
  return fc
    .tuple(
      value,
      fc.constantFrom(0, 1, 2, 4, '\t'),
      fc.constantFrom('\n', '\r\n'),
      fc.constantFrom('', ' ', '\n'),
    )
    .map(([policy, indent, newline, around]) => {
      const lines = JSON.stringify(policy, undefined, indent).replaceAll('\n', newline)
      return around + lines + around
    })
}

/** Throws if the policy can't be parsed. */
export function readPolicy(policy: object | string): PolicyDocument {
  const text = typeof policy === 'string' ? policy : JSON.stringify(policy)
  const reading = parsePolicy(text)
  if (!reading.ok) throw new Error(`${reading.problems[0]?.message} in ${text}`)
  return reading.document
}

export function policyOf(statements: readonly Json[]): PolicyDocument {
  return readPolicy({ Version: '2012-10-17', Statement: statements })
}

/** Tables write `null` where a repository has no policy. Their statements are data of a JSON file. */
export function maybePolicyOf(statements: readonly unknown[] | null): PolicyDocument | undefined {
  return statements === null ? undefined : policyOf(statements as Json[])
}

/** The same statements as ECR may return them: in another order, single values with or without an array. */
export function respelled(statements: readonly JsonObject[]): JsonObject[] {
  const turned = statements.map((statement) =>
    Object.fromEntries(
      Object.entries(statement)
        .reverse()
        .map(([key, value]) => [key, turn(value)]),
    ),
  )
  return turned.reverse()
}

function turn(value: Json): Json {
  if (typeof value === 'string') return value
  if (Array.isArray(value)) return [...value].reverse()
  if (!isObject(value)) return [value]
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [key, typeof item === 'string' ? [item] : turn(item)]),
  )
}

/** The same statements with the root ARN instead of every account ID. */
export function rooted(statements: readonly JsonObject[]): JsonObject[] {
  const root = (text: Json) => (typeof text === 'string' && /^\d{12}$/.test(text) ? rootArn(text) : text)
  return statements.map((statement) => {
    const { Principal } = statement
    if (!isObject(Principal) || Principal.AWS === undefined) return statement
    const { AWS } = Principal
    return { ...statement, Principal: { AWS: Array.isArray(AWS) ? AWS.map(root) : root(AWS) } }
  })
}

/** Any JSON where an element of a policy is expected. */
const anyCondition = fc.dictionary(
  fc.constantFrom(
    ...OPERATORS,
    'NullIfExists',
    'ForAnyValue:StringLike',
    'ForAllValues:Null',
    'constructor',
    '',
  ),
  fc.oneof(
    anyJson(),
    fc.dictionary(
      fc.constantFrom('aws:SourceIp', 'aws:ARN', 'aws:PrincipalTag/', 'ecr:x', 'aws:TagKeys', 'toString'),
      anyJson(),
    ),
  ),
  { maxKeys: 3 },
)
const anyStatement = fc.oneof(
  anyJson(),
  oddStatement,
  fc.record(
    {
      Sid: anyJson(),
      Effect: fc.oneof(anyJson(), fc.constantFrom('Allow', 'Deny', 'allow')),
      Principal: fc.oneof(
        anyJson(),
        principal,
        fc.dictionary(fc.constantFrom('AWS', 'aws', 'Service', '*'), anyJson()),
      ),
      NotPrincipal: anyJson(),
      Action: fc.oneof(anyJson(), fc.array(fc.oneof(fc.string(), actionPattern))),
      NotAction: anyJson(),
      Condition: fc.oneof(anyJson(), anyCondition),
    },
    { requiredKeys: [] },
  ),
)

/** Any policy that can be parsed, however little sense it makes. */
export const anyPolicy: fc.Arbitrary<PolicyDocument> = fc.oneof(
  policyText().map(readPolicy),
  fc
    .record(
      {
        Version: fc.oneof(anyJson(), fc.constant('2012-10-17')),
        Id: anyJson(),
        Statement: fc.oneof(anyStatement, fc.array(anyStatement, { maxLength: 3 })),
        x: anyJson(),
      },
      { requiredKeys: [] },
    )
    .filter((value) => parsePolicy(JSON.stringify(value)).ok)
    .map(readPolicy),
)
