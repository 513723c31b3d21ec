import {
  CreateRepositoryCommand,
  DescribeRegistryCommand,
  DescribeRepositoriesCommand,
  ECRClient,
  GetAuthorizationTokenCommand,
  GetLifecyclePolicyCommand,
  ListTagsForResourceCommand,
  PutImageScanningConfigurationCommand,
  PutImageTagMutabilityCommand,
  PutLifecyclePolicyCommand,
  TagResourceCommand,
  UntagResourceCommand,
} from '@aws-sdk/client-ecr'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startSandbox } from '../server'
import { clientOf, refusalOf } from '../test-clients'

const HP_ID_DEV = '252775557553'
const FLUENTD = 'cwp/fluentd-elasticsearch-aws'

let sandbox: Awaited<ReturnType<typeof startSandbox>>
let dev: ECRClient

beforeAll(async () => {
  sandbox = await startSandbox({ seed: 'full' })
  dev = clientOf(ECRClient, sandbox.endpoint, 'hp-id-dev', 'developer')
})
afterAll(() => sandbox.close())

async function create(name: string): Promise<string> {
  await dev.send(new CreateRepositoryCommand({ repositoryName: name }))
  return name
}

describe('settings', () => {
  it('for tags, scans and lifecycle are read back as they were saved', async () => {
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

  it('refuse exclusion filters with plain mutability, and require them with exclusions', async () => {
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
  it('issues a password for 12 hours and the host to use it with', async () => {
    const { authorizationData } = await dev.send(new GetAuthorizationTokenCommand({}))
    const [data] = authorizationData ?? []
    expect(Buffer.from(data?.authorizationToken ?? '', 'base64').toString()).toMatch(/^AWS:.+/)
    expect(data?.proxyEndpoint).toBe(`https://${HP_ID_DEV}.dkr.ecr.us-west-2.amazonaws.com`)
    expect((data?.expiresAt?.getTime() ?? 0) - Date.now()).toBeGreaterThan(11.9 * 3_600_000)
  })

  it('names itself', async () => {
    expect(await dev.send(new DescribeRegistryCommand({}))).toMatchObject({ registryId: HP_ID_DEV })
  })

  it('answers an unknown operation as AWS does, never with 500', async () => {
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
