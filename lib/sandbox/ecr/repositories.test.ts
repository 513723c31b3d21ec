import {
  CreateRepositoryCommand,
  DeleteRepositoryCommand,
  DescribeRepositoriesCommand,
  ECRClient,
  ListImagesCommand,
  ListTagsForResourceCommand,
  paginateDescribeImages,
  paginateDescribeRepositories,
} from '@aws-sdk/client-ecr'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startSandbox } from '../server'
import { clientOf, refusalOf } from '../test-clients'

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

  it('are refused if the name is taken, in ECR’s own words', async () => {
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

  it('with images are deleted only with force', async () => {
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

  it('are separate in each account and region', async () => {
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
  it('lists every repository once, whatever the page size', async () => {
    const all: (string | undefined)[] = []
    for await (const page of paginateDescribeRepositories({ client: prod, pageSize: 7 }, {}))
      all.push(...(page.repositories ?? []).map(({ repositoryName }) => repositoryName))
    const { repositories } = await prod.send(new DescribeRepositoriesCommand({ maxResults: 1000 }))
    expect(all).toEqual(repositories?.map(({ repositoryName }) => repositoryName))
    expect(new Set(all).size).toBe(all.length)
  })

  it('skips nothing if a repository on an earlier page is deleted meanwhile', async () => {
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

  it('refuses a token that it didn’t issue, or issued for another list', async () => {
    const { nextToken } = await prod.send(new DescribeRepositoriesCommand({ maxResults: 1 }))
    const calls = [
      dev.send(new DescribeRepositoriesCommand({ nextToken })),
      prod.send(new DescribeRepositoriesCommand({ nextToken: 'bm90IGEgdG9rZW4=' })),
      prod.send(new ListImagesCommand({ repositoryName: FLUENTD, nextToken })),
    ]
    for (const call of calls)
      expect(await refusalOf(call)).toMatchObject({ name: 'InvalidParameterException', status: 400 })
  })

  it('refuses maxResults with names, below 1 and above 1000', async () => {
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

  it('lists a repository with 1,200 images a hundred at a time', async () => {
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
