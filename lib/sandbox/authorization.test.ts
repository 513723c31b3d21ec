import {
  BatchGetImageCommand,
  CreateRepositoryCommand,
  DeleteRepositoryCommand,
  DescribeRepositoriesCommand,
  ECRClient,
  GetAuthorizationTokenCommand,
  GetRepositoryPolicyCommand,
  SetRepositoryPolicyCommand,
} from '@aws-sdk/client-ecr'
import { AssumeRoleCommand, STSClient } from '@aws-sdk/client-sts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startSandbox } from './server'
import { clientOf } from './test-clients'

const FLUENTD = 'cwp/fluentd-elasticsearch-aws'
const FLUENTD_ARN = `arn:aws:ecr:us-west-2:872569379934:repository/${FLUENTD}`
const CI = 'arn:aws:iam::957591566260:user/ci'

let sandbox: Awaited<ReturnType<typeof startSandbox>>
let ci: ECRClient
let prod: ECRClient

beforeAll(async () => {
  sandbox = await startSandbox({ seed: 'full' })
  ci = clientOf(ECRClient, sandbox.endpoint, 'ccp-dev', 'ci')
  prod = clientOf(ECRClient, sandbox.endpoint, 'hp-id-prod', 'developer')
})
afterAll(() => sandbox.close())

const pull = (client: ECRClient) =>
  client.send(
    new BatchGetImageCommand({
      registryId: '872569379934',
      repositoryName: FLUENTD,
      imageIds: [{ imageTag: 'latest' }],
    }),
  )

const set = (repositoryName: string, statement: object, force?: boolean) =>
  prod.send(
    new SetRepositoryPolicyCommand({
      repositoryName,
      policyText: JSON.stringify({ Version: '2012-10-17', Statement: [statement] }),
      ...(force && { force }),
    }),
  )

it('denies a pull across accounts until the repository grants it', async () => {
  await expect(pull(ci)).rejects.toMatchObject({
    name: 'AccessDeniedException',
    message: `User: ${CI} is not authorized to perform: ecr:BatchGetImage on resource: ${FLUENTD_ARN} because no resource-based policy allows the ecr:BatchGetImage action`,
    $metadata: { httpStatusCode: 400 },
  })
  const { policyText = '' } = await prod.send(new GetRepositoryPolicyCommand({ repositoryName: FLUENTD }))
  const policy = JSON.parse(policyText)
  policy.Statement.push({
    Sid: 'CcpDev',
    Effect: 'Allow',
    Principal: { AWS: 'arn:aws:iam::957591566260:root' },
    Action: ['ecr:BatchGetImage', 'ecr:GetDownloadUrlForLayer'],
  })
  await prod.send(
    new SetRepositoryPolicyCommand({ repositoryName: FLUENTD, policyText: JSON.stringify(policy) }),
  )
  expect((await pull(ci)).images).toHaveLength(1)
})

it('denies what the caller’s own policies do not allow, in the caller’s own account', async () => {
  await expect(ci.send(new CreateRepositoryCommand({ repositoryName: 'ccp/new' }))).rejects.toThrow(
    `User: ${CI} is not authorized to perform: ecr:CreateRepository on resource: arn:aws:ecr:us-west-2:957591566260:repository/ccp/new because no identity-based policy allows the ecr:CreateRepository action`,
  )
  await expect(ci.send(new DescribeRepositoriesCommand({}))).rejects.toThrow(
    'on resource: arn:aws:ecr:us-west-2:957591566260:repository/* because no identity-based policy',
  )
})

it('issues a password for docker by identity policy alone', async () => {
  const { authorizationData = [] } = await ci.send(new GetAuthorizationTokenCommand({}))
  const [token] = authorizationData
  expect(Buffer.from(token?.authorizationToken ?? '', 'base64').toString()).toMatch(/^AWS:.+/)
  const portal = clientOf(ECRClient, sandbox.endpoint, 'hp-id-prod', 'ecr-portal')
  await expect(portal.send(new GetAuthorizationTokenCommand({}))).rejects.toThrow(
    'User: arn:aws:iam::872569379934:user/ecr-portal is not authorized to perform: ecr:GetAuthorizationToken on resource: * because no identity-based policy allows the ecr:GetAuthorizationToken action',
  )
})

it('names an explicit deny in the repository’s policy', async () => {
  const statement = { Effect: 'Deny', Principal: '*', Action: 'ecr:BatchGetImage' }
  await set('hpid/audit-writer', statement)
  await expect(
    prod.send(
      new BatchGetImageCommand({ repositoryName: 'hpid/audit-writer', imageIds: [{ imageTag: 'latest' }] }),
    ),
  ).rejects.toThrow('with an explicit deny in a resource-based policy')
})

describe('the roles of the portal', () => {
  async function as(role: 'read' | 'write'): Promise<ECRClient> {
    const sts = clientOf(STSClient, sandbox.endpoint, 'hp-id-prod', 'ecr-portal')
    const { Credentials } = await sts.send(
      new AssumeRoleCommand({
        RoleArn: `arn:aws:iam::252775557553:role/ecr-portal-${role}`,
        RoleSessionName: 'ana',
        ExternalId: 'ecr-portal-hp-id-dev',
      }),
    )
    return new ECRClient({
      region: 'us-west-2',
      endpoint: sandbox.endpoint,
      maxAttempts: 1,
      credentials: {
        accessKeyId: Credentials?.AccessKeyId ?? '',
        secretAccessKey: Credentials?.SecretAccessKey ?? '',
        sessionToken: Credentials?.SessionToken ?? '',
      },
    })
  }

  it('read without writing', async () => {
    const client = await as('read')
    const { repositories } = await client.send(new DescribeRepositoriesCommand({}))
    expect(repositories?.map(({ repositoryName }) => repositoryName)).toContain(FLUENTD)
    await expect(client.send(new CreateRepositoryCommand({ repositoryName: 'cwp/new' }))).rejects.toThrow(
      'User: arn:aws:sts::252775557553:assumed-role/ecr-portal-read/ana is not authorized to perform: ecr:CreateRepository',
    )
  })

  it('write without deleting', async () => {
    const client = await as('write')
    const tags = [{ Key: 'team', Value: 'cwp' }]
    await expect(
      client.send(new CreateRepositoryCommand({ repositoryName: 'cwp/new', tags })),
    ).resolves.toMatchObject({ repository: { repositoryName: 'cwp/new' } })
    await expect(client.send(new DeleteRepositoryCommand({ repositoryName: 'cwp/new' }))).rejects.toThrow(
      'is not authorized to perform: ecr:DeleteRepository',
    )
  })
})

describe('locking oneself out', () => {
  const statement = { Effect: 'Deny', Principal: '*', Action: 'ecr:SetRepositoryPolicy' }

  it('is refused, and nothing is changed', async () => {
    await expect(set('hpid/email-sender', statement)).rejects.toMatchObject({
      name: 'InvalidParameterException',
    })
    await expect(
      prod.send(new GetRepositoryPolicyCommand({ repositoryName: 'hpid/email-sender' })),
    ).rejects.toMatchObject({ name: 'RepositoryPolicyNotFoundException' })
  })

  it('can be forced, and then takes effect', async () => {
    await set('hpid/email-sender', statement, true)
    await expect(
      set('hpid/email-sender', { ...statement, Effect: 'Allow', Action: 'ecr:ListImages' }),
    ).rejects.toThrow('with an explicit deny in a resource-based policy')
  })
})

it('shows the principals of a policy in a changing order', async () => {
  const AWS = ['252775557553', '120744138334', '957591566260'].map((id) => `arn:aws:iam::${id}:root`)
  await set('hpid/consent-service', { Effect: 'Allow', Principal: { AWS }, Action: 'ecr:ListImages' })
  const read = async () => {
    const { policyText = '' } = await prod.send(
      new GetRepositoryPolicyCommand({ repositoryName: 'hpid/consent-service' }),
    )
    return JSON.parse(policyText).Statement[0].Principal.AWS as string[]
  }
  const [first, second] = [await read(), await read()]
  expect(first).not.toEqual(second)
  expect(first.toSorted()).toEqual(AWS.toSorted())
})
