import {
  CreateRepositoryCommand,
  DeleteRepositoryCommand,
  DeleteRepositoryPolicyCommand,
  DescribeRegistryCommand,
  DescribeRepositoriesCommand,
  ECRClient,
  GetAuthorizationTokenCommand,
  GetLifecyclePolicyCommand,
  GetRepositoryPolicyCommand,
  ListImagesCommand,
  ListTagsForResourceCommand,
  PutImageScanningConfigurationCommand,
  PutImageTagMutabilityCommand,
  PutLifecyclePolicyCommand,
  paginateDescribeImages,
  paginateDescribeRepositories,
  SetRepositoryPolicyCommand,
  TagResourceCommand,
  UntagResourceCommand,
} from '@aws-sdk/client-ecr'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startSandbox } from './server'
import { clientOf, refusalOf } from './test-clients'

const HP_ID_DEV = '252775557553'
const FLUENTD = 'cwp/fluentd-elasticsearch-aws'

let sandbox: Awaited<ReturnType<typeof startSandbox>>
let dev: ECRClient
let prod: ECRClient
let ccp: ECRClient

beforeAll(async () => {
  sandbox = await startSandbox({ seed: 'full' })
  dev = clientOf(ECRClient, sandbox.endpoint, 'hp-id-dev', 'developer')
  prod = clientOf(ECRClient, sandbox.endpoint, 'hp-id-prod', 'developer')
  ccp = clientOf(ECRClient, sandbox.endpoint, 'ccp-dev', 'developer')
})
afterAll(() => sandbox.close())

async function create(name: string): Promise<string> {
  await dev.send(new CreateRepositoryCommand({ repositoryName: name }))
  return name
}

describe('repositories', () => {
  it('are described as they were created', async () => {
    const { repository } = await dev.send(
      new CreateRepositoryCommand({
        repositoryName: 'cwp/made-here',
        imageTagMutability: 'IMMUTABLE_WITH_EXCLUSION',
        imageTagMutabilityExclusionFilters: [{ filterType: 'WILDCARD', filter: 'latest*' }],
        imageScanningConfiguration: { scanOnPush: true },
        encryptionConfiguration: { encryptionType: 'KMS' },
        tags: [{ Key: 'team', Value: 'cwp' }],
      }),
    )
    expect(repository).toMatchObject({
      repositoryArn: `arn:aws:ecr:us-west-2:${HP_ID_DEV}:repository/cwp/made-here`,
      registryId: HP_ID_DEV,
      repositoryUri: `${HP_ID_DEV}.dkr.ecr.us-west-2.amazonaws.com/cwp/made-here`,
      createdAt: expect.any(Date),
      imageTagMutability: 'IMMUTABLE_WITH_EXCLUSION',
      imageScanningConfiguration: { scanOnPush: true },
      encryptionConfiguration: { encryptionType: 'KMS', kmsKey: expect.stringContaining('alias/aws/ecr') },
    })
    const described = await dev.send(new DescribeRepositoriesCommand({ repositoryNames: ['cwp/made-here'] }))
    expect(described.repositories).toEqual([repository])
    const { tags } = await dev.send(
      new ListTagsForResourceCommand({ resourceArn: repository?.repositoryArn }),
    )
    expect(tags).toEqual([{ Key: 'team', Value: 'cwp' }])
  })

  it('are refused when the name is taken, in the sentence of ECR', async () => {
    const name = await create('cwp/taken')
    expect(await refusalOf(dev.send(new CreateRepositoryCommand({ repositoryName: name })))).toEqual({
      name: 'RepositoryAlreadyExistsException',
      message: `The repository with name 'cwp/taken' already exists in the registry with id '${HP_ID_DEV}'`,
      status: 400,
    })
  })

  it.each(['Cwp/upper', 'a--b', 'a/', 'cwp:colon', '-a'])('are refused when the name is %s', async (name) => {
    expect(await refusalOf(dev.send(new CreateRepositoryCommand({ repositoryName: name })))).toEqual({
      name: 'InvalidParameterException',
      message:
        "Invalid parameter at 'repositoryName' failed to satisfy constraint: 'must satisfy regular expression '(?:[a-z0-9]+(?:[._-][a-z0-9]+)*/)*[a-z0-9]+(?:[._-][a-z0-9]+)*''",
      status: 400,
    })
  })

  it('with images are deleted only by force', async () => {
    const name = 'cwp/kibana'
    const refused = await refusalOf(dev.send(new DeleteRepositoryCommand({ repositoryName: name })))
    expect(refused).toMatchObject({ name: 'RepositoryNotEmptyException' })
    await dev.send(new DeleteRepositoryCommand({ repositoryName: name, force: true }))
    expect(await refusalOf(dev.send(new DescribeRepositoriesCommand({ repositoryNames: [name] })))).toEqual({
      name: 'RepositoryNotFoundException',
      message: `The repository with name '${name}' does not exist in the registry with id '${HP_ID_DEV}'`,
      status: 400,
    })
  })

  it('of one account or region are not those of another', async () => {
    const there = clientOf(ECRClient, sandbox.endpoint, 'ccp-dev', 'developer', 'us-east-1')
    const namesOf = async (client: ECRClient) =>
      (await client.send(new DescribeRepositoriesCommand({ maxResults: 1000 }))).repositories?.map(
        ({ repositoryName }) => repositoryName,
      )
    expect(await namesOf(ccp)).toContain(FLUENTD)
    expect(await namesOf(there)).toContain('ccp/print-dispatch')
    expect(await namesOf(there)).not.toContain(FLUENTD)
  })
})

describe('paging', () => {
  it('gives every repository once, whatever the size of a page', async () => {
    const all: (string | undefined)[] = []
    for await (const page of paginateDescribeRepositories({ client: prod, pageSize: 7 }, {}))
      all.push(...(page.repositories ?? []).map(({ repositoryName }) => repositoryName))
    const { repositories } = await prod.send(new DescribeRepositoriesCommand({ maxResults: 1000 }))
    expect(all).toEqual(repositories?.map(({ repositoryName }) => repositoryName))
    expect(new Set(all).size).toBe(all.length)
  })

  it('skips nothing when a repository of an earlier page is deleted meanwhile', async () => {
    const client = clientOf(ECRClient, sandbox.endpoint, 'hpid-cd-dev', 'developer')
    const before = await client.send(new DescribeRepositoriesCommand({ maxResults: 1000 }))
    const first = await client.send(new DescribeRepositoriesCommand({ maxResults: 3 }))
    await client.send(
      new DeleteRepositoryCommand({ repositoryName: first.repositories?.[0]?.repositoryName, force: true }),
    )
    const rest = await client.send(
      new DescribeRepositoriesCommand({ maxResults: 1000, nextToken: first.nextToken }),
    )
    expect(rest.repositories).toEqual(before.repositories?.slice(3))
  })

  it('refuses a token that it did not give, or gave for another list', async () => {
    const { nextToken } = await prod.send(new DescribeRepositoriesCommand({ maxResults: 1 }))
    const calls = [
      dev.send(new DescribeRepositoriesCommand({ nextToken })),
      prod.send(new DescribeRepositoriesCommand({ nextToken: 'bm90IGEgdG9rZW4=' })),
      prod.send(new ListImagesCommand({ repositoryName: FLUENTD, nextToken })),
    ]
    for (const call of calls)
      expect(await refusalOf(call)).toMatchObject({ name: 'InvalidParameterException', status: 400 })
  })

  it('refuses maxResults beside names, below 1 and above 1000', async () => {
    const names = { repositoryNames: [FLUENTD], maxResults: 5 }
    expect(await refusalOf(prod.send(new DescribeRepositoriesCommand(names)))).toMatchObject({
      name: 'InvalidParameterException',
    })
    expect((await refusalOf(prod.send(new DescribeRepositoriesCommand({ maxResults: 1001 })))).message).toBe(
      "Invalid parameter at 'maxResults' failed to satisfy constraint: 'Member must have value less than or equal to 1000'",
    )
    expect(await refusalOf(prod.send(new DescribeRepositoriesCommand({ maxResults: 0 })))).toMatchObject({
      name: 'InvalidParameterException',
    })
  })

  it('goes through a repository with 1,200 images a hundred at a time', async () => {
    const digests = new Set<string | undefined>()
    let pages = 0
    for await (const page of paginateDescribeImages(
      { client: dev },
      { repositoryName: 'hpid/auth-service' },
    )) {
      pages++
      for (const { imageDigest } of page.imageDetails ?? []) digests.add(imageDigest)
    }
    expect([pages, digests.size]).toEqual([12, 1200])
  })
})

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

  it('of the seed let nobody of ccp-dev into cwp/fluentd-elasticsearch-aws of hp-id-prod', async () => {
    const { policyText = '' } = await prod.send(new GetRepositoryPolicyCommand({ repositoryName: FLUENTD }))
    expect(JSON.parse(policyText).Statement).toHaveLength(3)
    expect(policyText).not.toContain('957591566260')
  })
})

describe('settings', () => {
  it('of tags, scans and lifecycle are read back as they were put', async () => {
    const repositoryName = await create('cwp/settings')
    const resourceArn = `arn:aws:ecr:us-west-2:${HP_ID_DEV}:repository/${repositoryName}`
    await dev.send(
      new TagResourceCommand({
        resourceArn,
        tags: [
          { Key: 'a', Value: '1' },
          { Key: 'b', Value: '2' },
        ],
      }),
    )
    await dev.send(new UntagResourceCommand({ resourceArn, tagKeys: ['a'] }))
    const { tags } = await dev.send(new ListTagsForResourceCommand({ resourceArn }))
    expect(tags).toEqual([{ Key: 'b', Value: '2' }])

    await dev.send(
      new PutImageScanningConfigurationCommand({
        repositoryName,
        imageScanningConfiguration: { scanOnPush: true },
      }),
    )
    const { repositories } = await dev.send(
      new DescribeRepositoriesCommand({ repositoryNames: [repositoryName] }),
    )
    expect(repositories?.[0]?.imageScanningConfiguration).toEqual({ scanOnPush: true })

    expect(await refusalOf(dev.send(new GetLifecyclePolicyCommand({ repositoryName })))).toMatchObject({
      name: 'LifecyclePolicyNotFoundException',
    })
    const rule = {
      rulePriority: 1,
      selection: { tagStatus: 'untagged', countType: 'sinceImagePushed', countUnit: 'days', countNumber: 14 },
      action: { type: 'expire' },
    }
    const lifecyclePolicyText = JSON.stringify({ rules: [rule] })
    await dev.send(new PutLifecyclePolicyCommand({ repositoryName, lifecyclePolicyText }))
    const lifecycle = await dev.send(new GetLifecyclePolicyCommand({ repositoryName }))
    expect(lifecycle.lifecyclePolicyText).toBe(lifecyclePolicyText)
  })

  it('refuse exclusion filters beside a plain mutability, and a missing one beside an exclusion', async () => {
    const filters = [{ filterType: 'WILDCARD' as const, filter: 'v*' }]
    const calls = [
      { imageTagMutability: 'MUTABLE' as const, imageTagMutabilityExclusionFilters: filters },
      { imageTagMutability: 'IMMUTABLE_WITH_EXCLUSION' as const },
    ]
    for (const input of calls)
      expect(
        await refusalOf(dev.send(new PutImageTagMutabilityCommand({ repositoryName: FLUENTD, ...input }))),
      ).toMatchObject({ name: 'InvalidParameterException' })
  })
})

describe('the registry', () => {
  it('gives a password for 12 hours and the host to use it on', async () => {
    const { authorizationData } = await dev.send(new GetAuthorizationTokenCommand({}))
    const [data] = authorizationData ?? []
    expect(Buffer.from(data?.authorizationToken ?? '', 'base64').toString()).toMatch(/^AWS:.+/)
    expect(data?.proxyEndpoint).toBe(`https://${HP_ID_DEV}.dkr.ecr.us-west-2.amazonaws.com`)
    expect((data?.expiresAt?.getTime() ?? 0) - Date.now()).toBeGreaterThan(11.9 * 3_600_000)
  })

  it('names itself', async () => {
    expect(await dev.send(new DescribeRegistryCommand({}))).toMatchObject({ registryId: HP_ID_DEV })
  })

  it('answers an operation that it does not have as AWS does, never with 500', async () => {
    const response = await fetch(sandbox.endpoint, {
      method: 'POST',
      headers: {
        'x-amz-target': 'AmazonEC2ContainerRegistry_V20150921.FlyToTheMoon',
        authorization:
          'AWS4-HMAC-SHA256 Credential=AKIASANDBOXHPXIDXDEV/20260101/us-west-2/ecr/aws4_request, SignedHeaders=host, Signature=00',
      },
      body: '{}',
    })
    expect([response.status, await response.json()]).toEqual([
      400,
      { __type: 'UnknownOperationException', message: '' },
    ])
  })
})
