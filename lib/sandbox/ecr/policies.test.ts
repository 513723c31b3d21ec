import {
  CreateRepositoryCommand,
  DeleteRepositoryPolicyCommand,
  ECRClient,
  GetRepositoryPolicyCommand,
  SetRepositoryPolicyCommand,
} from '@aws-sdk/client-ecr'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startSandbox } from '../server'
import { clientOf, refusalOf } from '../test-clients'

const HP_ID_DEV = '252775557553'
const FLUENTD = 'cwp/fluentd-elasticsearch-aws'

let sandbox: Awaited<ReturnType<typeof startSandbox>>
let dev: ECRClient
let prod: ECRClient

beforeAll(async () => {
  sandbox = await startSandbox({ seed: 'full' })
  dev = clientOf(ECRClient, sandbox.endpoint, 'hp-id-dev', 'developer')
  prod = clientOf(ECRClient, sandbox.endpoint, 'hp-id-prod', 'developer')
})
afterAll(() => sandbox.close())

async function create(name: string): Promise<string> {
  await dev.send(new CreateRepositoryCommand({ repositoryName: name }))
  return name
}

describe('repository policies', () => {
  const statement = {
    Sid: 'AllowPull',
    Effect: 'Allow',
    Principal: { AWS: '871386769552' },
    Action: ['ecr:BatchGetImage'],
  }

  it('are kept in ECR’s own spelling', async () => {
    const repositoryName = await create('cwp/spelling')
    const policyText = JSON.stringify({
      Statement: [
        {
          Action: ['ecr:BatchGetImage', 'ecr:ListImages'],
          Principal: { AWS: ['871386769552'] },
          Effect: 'Allow',
          Sid: 'a b',
        },
      ],
      Version: '2008-10-17',
    })
    await dev.send(new SetRepositoryPolicyCommand({ repositoryName, policyText }))
    const stored = await dev.send(new GetRepositoryPolicyCommand({ repositoryName }))
    expect(stored.policyText).toBe(`{
  "Version" : "2008-10-17",
  "Statement" : [ {
    "Sid" : "a b",
    "Effect" : "Allow",
    "Principal" : {
      "AWS" : "arn:aws:iam::871386769552:root"
    },
    "Action" : [ "ecr:BatchGetImage", "ecr:ListImages" ]
  } ]
}`)
    const gone = await dev.send(new DeleteRepositoryPolicyCommand({ repositoryName }))
    expect(gone.policyText).toBe(stored.policyText)
    expect(await refusalOf(dev.send(new GetRepositoryPolicyCommand({ repositoryName })))).toEqual({
      name: 'RepositoryPolicyNotFoundException',
      message: `Repository policy does not exist for the repository with name 'cwp/spelling' in the registry with id '${HP_ID_DEV}'`,
      status: 400,
    })
  })

  it.each<[string, object]>([
    ['everybody', { Principal: '*' }],
    ['everybody, in the long form', { Principal: { AWS: '*' } }],
    ['several accounts', { Principal: { AWS: ['871386769552', 'arn:aws:iam::120744138334:root'] } }],
    ['a role with a path', { Principal: { AWS: 'arn:aws:iam::252775557553:role/platform/eks-node' } }],
    [
      'a role of an account that the sandbox does not hold',
      { Principal: { AWS: 'arn:aws:iam::111122223333:role/x' } },
    ],
    ['a session of a role', { Principal: { AWS: 'arn:aws:sts::252775557553:assumed-role/eks-node/i-1' } }],
    ['a service beside an account', { Principal: { AWS: '871386769552', Service: 'lambda.amazonaws.com' } }],
    ['all but one', { Principal: undefined, NotPrincipal: { AWS: '871386769552' } }],
    ['all actions but one', { Action: undefined, NotAction: 'ecr:DeleteRepository' }],
    ['actions by wildcards, in any case', { Action: ['ecr:*', 'ECR:batchget*', '*'] }],
    ['a Sid with blanks', { Sid: 'new statement' }],
    ['no Sid', { Sid: undefined }],
    [
      'a condition',
      { Condition: { 'ForAnyValue:StringLikeIfExists': { 'aws:PrincipalTag/team': ['cwp', 'h*'] } } },
    ],
  ])('with %s are taken', async (_what, change) => {
    const document = { Id: 'any text', Statement: [{ ...statement, ...change }, statement] }
    const policyText = JSON.stringify(document)
    const stored = await dev.send(
      new SetRepositoryPolicyCommand({ repositoryName: 'cwp/chaos-monkey', policyText, force: true }),
    )
    expect(JSON.parse(stored.policyText ?? '').Statement).toHaveLength(2)
  })

  it.each([
    ['no JSON', '{'],
    ['a Resource', { Statement: [{ ...statement, Resource: '*' }] }],
    ['no principal', { Statement: [{ ...statement, Principal: undefined }] }],
    ['an unknown action', { Statement: [{ ...statement, Action: 'ecr:Nope' }] }],
    ['an action of another service', { Statement: [{ ...statement, Action: 's3:GetObject' }] }],
    ['an account of 11 digits', { Statement: [{ ...statement, Principal: { AWS: '87138676955' } }] }],
    [
      'a wildcard inside an ARN',
      { Statement: [{ ...statement, Principal: { AWS: 'arn:aws:iam::871386769552:*' } }] },
    ],
    ['no statement', { Version: '2008-10-17', Statement: [] }],
    ['another version', { Version: '2020-01-01', Statement: [statement] }],
    ['an unknown element', { Statement: [{ ...statement, Sids: 'x' }] }],
    [
      'an unknown operator',
      { Statement: [{ ...statement, Condition: { StringIs: { 'aws:PrincipalOrgID': 'o-1' } } }] },
    ],
  ])('with %s are refused without a word on where', async (_what, document) => {
    const policyText = typeof document === 'string' ? document : JSON.stringify(document)
    const call = dev.send(new SetRepositoryPolicyCommand({ repositoryName: FLUENTD, policyText }))
    expect(await refusalOf(call)).toEqual({
      name: 'InvalidParameterException',
      message:
        "Invalid parameter at 'PolicyText' failed to satisfy constraint: 'Invalid repository policy provided'",
      status: 400,
    })
  })

  it('that name a role that does not exist are refused', async () => {
    const AWS = `arn:aws:iam::${HP_ID_DEV}:role/no-such-role`
    const policyText = JSON.stringify({ Statement: [{ ...statement, Principal: { AWS } }] })
    expect(
      await refusalOf(dev.send(new SetRepositoryPolicyCommand({ repositoryName: FLUENTD, policyText }))),
    ).toMatchObject({
      message: "Invalid parameter at 'PolicyText' failed to satisfy constraint: 'Principal not found'",
    })
  })

  it('longer than 10240 characters are refused', async () => {
    const policyText = JSON.stringify({ Statement: [{ ...statement, Sid: 'x'.repeat(10240) }] })
    expect(
      await refusalOf(dev.send(new SetRepositoryPolicyCommand({ repositoryName: FLUENTD, policyText }))),
    ).toMatchObject({
      name: 'InvalidParameterException',
      message: expect.stringContaining("at 'policyText'"),
    })
  })

  it('in the seed let nobody in ccp-dev use cwp/fluentd-elasticsearch-aws in hp-id-prod', async () => {
    const { policyText = '' } = await prod.send(new GetRepositoryPolicyCommand({ repositoryName: FLUENTD }))
    expect(JSON.parse(policyText).Statement).toHaveLength(3)
    expect(policyText).not.toContain('957591566260')
  })
})
