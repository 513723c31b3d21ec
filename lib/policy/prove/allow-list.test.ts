import { expect, it } from 'vitest'
import type { Json, JsonObject } from '@/lib/policy/json/json'
import { KNOWN, policyOf } from '@/lib/policy/test-policies'
import { openingsBeyond } from './openings'
import { finish } from './steps'
import { requestWords } from './witness-words'

const OWNER = '252775557553'
const PROD = '872569379934'
const TRUSTED = {
  owner: OWNER,
  accounts: KNOWN,
  organizations: ['o-ourcompany1'],
}
const PULL = ['ecr:BatchGetImage', 'ecr:GetDownloadUrlForLayer']

function allow(Principal: Json, Condition?: JsonObject, Action: Json = PULL): JsonObject {
  return { Effect: 'Allow', Principal, Action, ...(Condition && { Condition }) }
}

function opened(...statements: JsonObject[]): string[] {
  const { openings, undecided } = finish(openingsBeyond(undefined, policyOf(statements), TRUSTED))
  return [
    ...openings.map(({ who, request }) => `${who}: ${requestWords(request, KNOWN)}`),
    ...(undecided ? ['undecided'] : []),
  ]
}

const internet = Array.from({ length: 223 }, (_, at) => `${at + 1}.0.0.0/8`)
const fromAddresses = (ranges: string[]) => allow('*', { IpAddress: { 'aws:SourceIp': ranges } })
const everyoneWith = (key: string) => allow('*', { StringEquals: { [key]: 'o-foreign1234' } })
const lambda = { Service: 'lambda.amazonaws.com' }
const STRANGER = 'anybody-else: a role of account 999999999999'

it.each<[string, JsonObject[], string]>([
  ['the whole internet', [fromAddresses(internet)], `${STRANGER}, from the address 203.0.113.10`],
  [
    'the internet in two parts',
    [fromAddresses(internet.slice(0, 100)), fromAddresses(internet.slice(100))],
    STRANGER,
  ],
  [
    'a foreign organisation',
    [everyoneWith('aws:PrincipalOrgID')],
    `${STRANGER}, of the organisation o-foreign1234`,
  ],
  ...['SourceVpce', 'SourceVpc', 'VpceAccount', 'SourceVpcArn', 'SourceOwner', 'userid'].map(
    (key): [string, JsonObject[], string] => [
      `an unknown aws:${key}`,
      [everyoneWith(`aws:${key}`)],
      STRANGER,
    ],
  ),
  [
    'a foreign organisation’s path',
    [allow('*', { 'ForAnyValue:StringLike': { 'aws:PrincipalOrgPaths': 'o-foreign1234/*' } })],
    STRANGER,
  ],
  ['a foreign organisation’s sources', [everyoneWith('aws:SourceOrgID')], 'any-other-service'],
  ['every AWS service', [allow('*', { Bool: { 'aws:PrincipalIsAWSService': 'true' } })], 'any-other-service'],
  ['a service with no condition', [allow(lambda)], 'service: AWS Lambda'],
  ['a service that does not exist', [allow({ Service: 'nobody-knows.amazonaws.com' })], 'service'],
  [
    'a service acting for anybody',
    [allow(lambda, { ArnLike: { 'aws:SourceArn': 'arn:aws:lambda:*:*:function:*' } })],
    'service: AWS Lambda, acting for arn:aws:lambda:us-west-2:999999999999:function:example',
  ],
  [
    'a service not acting for one account',
    [allow(lambda, { StringNotEquals: { 'aws:SourceAccount': '999999999999' } })],
    'service: AWS Lambda',
  ],
  ...[
    'PutLifecyclePolicy',
    'DeleteLifecyclePolicy',
    'PutImageTagMutability',
    'PutImageScanningConfiguration',
    'ReplicateImage',
  ].map((action): [string, JsonObject[], string] => [
    `${action} for another account`,
    [allow({ AWS: PROD }, undefined, `ecr:${action}`)],
    'account: a role of hp-id-prod (872569379934)',
  ]),
  ['an unknown account', [allow({ AWS: '111122223333' })], 'account: a role of account 111122223333'],
  [
    'one organisation too many',
    [allow('*', { StringEquals: { 'aws:PrincipalOrgID': ['o-ourcompany1', 'o-foreign1234'] } })],
    `${STRANGER}, of the organisation o-foreign1234`,
  ],
])('%s is found, with an example', (_name, statements, example) => {
  expect(opened(...statements)[0]).toContain(example)
})

it.each<[string, JsonObject]>([
  ['known accounts and their roles', allow({ AWS: [PROD, 'arn:aws:iam::120744138334:role/ci'] })],
  ['our organisation', allow('*', { StringEquals: { 'aws:PrincipalOrgID': 'o-ourcompany1' } })],
  ['everyone in known accounts', allow('*', { StringEquals: { 'aws:PrincipalAccount': [PROD, OWNER] } })],
  [
    'a service acting for the owner',
    allow(lambda, { StringLike: { 'aws:sourceArn': `arn:aws:lambda:us-west-2:${OWNER}:function:*` } }),
  ],
  [
    'a service acting for a known account',
    allow({ Service: 'codebuild.amazonaws.com' }, { StringEquals: { 'aws:SourceAccount': PROD } }),
  ],
  [
    'a role of the owner, to everything',
    allow({ AWS: `arn:aws:iam::${OWNER}:role/admin` }, undefined, 'ecr:*'),
  ],
  ['a Deny', { Effect: 'Deny', Principal: '*', Action: 'ecr:*' }],
])('%s can be let in by an engineer alone', (_name, statement) => {
  expect(opened(statement)).toEqual([])
})

it('replacing a Deny for hundreds of accounts hides no one', () => {
  const accounts = Array.from({ length: 300 }, (_, at) => `${100_000_000_000 + at}`)
  const before = policyOf([{ Effect: 'Deny', Principal: { AWS: accounts }, Action: 'ecr:PutImage' }])
  const after = policyOf([allow({ AWS: '111122223333' }, undefined, 'ecr:*')])
  expect(
    finish(openingsBeyond(before, after, TRUSTED)).openings.map(({ request }) => request.caller),
  ).toMatchObject([{ account: '111122223333' }])
})
