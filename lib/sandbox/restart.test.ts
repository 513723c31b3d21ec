import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import {
  CreateRepositoryCommand,
  DeleteRepositoryCommand,
  DescribeRepositoriesCommand,
  ECRClient,
  GetDownloadUrlForLayerCommand,
  ListImagesCommand,
  PutImageTagMutabilityCommand,
} from '@aws-sdk/client-ecr'
import { AssumeRoleCommand, GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { sha256 } from './digest'
import { startSandbox } from './server'
import { clientOf } from './test-clients'
import { pushImage } from './test-push'

let dataDirectory: string
beforeEach(() => {
  dataDirectory = mkdtempSync(join(tmpdir(), 'sandbox-'))
})
afterEach(() => rmSync(dataDirectory, { recursive: true }))

it('keeps what was created and deleted, and the seed only once', async () => {
  const first = await startSandbox({ dataDirectory })
  const before = clientOf(ECRClient, first.endpoint, 'hp-id-dev', 'developer')
  await before.send(new CreateRepositoryCommand({ repositoryName: 'cwp/kept' }))
  await before.send(new DeleteRepositoryCommand({ repositoryName: 'cwp/kibana', force: true }))
  const wanted = await before.send(new DescribeRepositoriesCommand({ maxResults: 1000 }))
  await first.close()

  const second = await startSandbox({ dataDirectory })
  const after = clientOf(ECRClient, second.endpoint, 'hp-id-dev', 'developer')
  const found = await after.send(new DescribeRepositoriesCommand({ maxResults: 1000 }))
  await second.close()
  const byName = (a: { repositoryName?: string | undefined }, b: { repositoryName?: string | undefined }) =>
    (a.repositoryName ?? '') < (b.repositoryName ?? '') ? -1 : 1
  expect(found.repositories?.sort(byName)).toEqual(wanted.repositories?.sort(byName))
})

it('still accepts temporary keys that it issued before', async () => {
  const first = await startSandbox({ dataDirectory, seed: 'empty' })
  const { Credentials } = await clientOf(STSClient, first.endpoint, 'hp-id-prod', 'ecr-portal').send(
    new AssumeRoleCommand({
      RoleArn: 'arn:aws:iam::252775557553:role/ecr-portal-read',
      RoleSessionName: 'ana',
      ExternalId: 'ecr-portal-hp-id-dev',
    }),
  )
  await first.close()
  const second = await startSandbox({ dataDirectory, seed: 'empty' })
  const client = new STSClient({
    region: 'us-west-2',
    endpoint: second.endpoint,
    credentials: {
      accessKeyId: Credentials?.AccessKeyId ?? '',
      secretAccessKey: Credentials?.SecretAccessKey ?? '',
      sessionToken: Credentials?.SessionToken ?? '',
    },
  })
  const { Arn } = await client.send(new GetCallerIdentityCommand({}))
  await second.close()
  expect(Arn).toBe('arn:aws:sts::252775557553:assumed-role/ecr-portal-read/ana')
})

it('rejects a port that is taken', async () => {
  const first = await startSandbox({ seed: 'empty' })
  const port = Number(new URL(first.endpoint).port)
  await expect(startSandbox({ port, seed: 'empty' })).rejects.toMatchObject({ code: 'EADDRINUSE' })
  await first.close()
})

it('rejects a data directory that another sandbox writes to, and leaves that one alone', async () => {
  const first = await startSandbox({ dataDirectory, seed: 'empty' })
  await expect(startSandbox({ dataDirectory })).rejects.toThrow(`in use by process ${process.pid}`)
  const client = clientOf(ECRClient, first.endpoint, 'hp-id-dev', 'developer')
  await client.send(new CreateRepositoryCommand({ repositoryName: 'cwp/kept' }))
  await first.close()
  const second = await startSandbox({ dataDirectory })
  const found = await clientOf(ECRClient, second.endpoint, 'hp-id-dev', 'developer').send(
    new DescribeRepositoriesCommand({}),
  )
  await second.close()
  expect(found.repositories?.map(({ repositoryName }) => repositoryName)).toEqual(['cwp/kept'])
})

it('generates the same repositories again, and keeps changes to them', async () => {
  const names = async (client: ECRClient) =>
    (await client.send(new DescribeRepositoriesCommand({ maxResults: 1000 }))).repositories?.map(
      ({ repositoryName = '' }) => repositoryName,
    ) ?? []
  const options = { dataDirectory, seed: 'empty', repositories: 700 } as const
  const first = await startSandbox(options)
  const before = clientOf(ECRClient, first.endpoint, 'hp-id-dev', 'developer')
  const [changed = '', deleted = '', ...others] = await names(before)
  expect(others).toHaveLength(98)
  await before.send(
    new PutImageTagMutabilityCommand({ repositoryName: changed, imageTagMutability: 'IMMUTABLE' }),
  )
  await before.send(new DeleteRepositoryCommand({ repositoryName: deleted, force: true }))
  await first.close()

  const second = await startSandbox(options)
  const after = clientOf(ECRClient, second.endpoint, 'hp-id-dev', 'developer')
  expect(await names(after)).toEqual([changed, ...others])
  const { repositories } = await after.send(new DescribeRepositoriesCommand({ repositoryNames: [changed] }))
  expect(repositories?.[0]?.imageTagMutability).toBe('IMMUTABLE')
  await second.close()
})

it('lets a new repository inherit nothing from a deleted one of the same name', async () => {
  const sandbox = await startSandbox({ dataDirectory, seed: 'empty' })
  const client = clientOf(ECRClient, sandbox.endpoint, 'hp-id-dev', 'developer')
  const repositoryName = 'cwp/again'
  const create = () => client.send(new CreateRepositoryCommand({ repositoryName }))
  await create()
  await pushImage(client, { repositoryName }, 'first', 'latest')
  await client.send(new DeleteRepositoryCommand({ repositoryName, force: true }))
  await create()
  expect((await client.send(new ListImagesCommand({ repositoryName }))).imageIds).toEqual([])
  await sandbox.close()
  const again = await startSandbox({ dataDirectory, seed: 'empty' })
  const after = clientOf(ECRClient, again.endpoint, 'hp-id-dev', 'developer')
  expect((await after.send(new ListImagesCommand({ repositoryName }))).imageIds).toEqual([])
  await pushImage(after, { repositoryName }, 'second', 'latest')
  await again.close()
})

it('keeps the images and layers that were pushed', async () => {
  const first = await startSandbox({ dataDirectory, seed: 'empty' })
  const before = clientOf(ECRClient, first.endpoint, 'hp-id-dev', 'developer')
  const repositoryName = 'cwp/pushed'
  await before.send(new CreateRepositoryCommand({ repositoryName }))
  const imageDigest = await pushImage(before, { repositoryName }, 'content', '1.0')
  await first.close()

  const second = await startSandbox({ dataDirectory, seed: 'empty' })
  const after = clientOf(ECRClient, second.endpoint, 'hp-id-dev', 'developer')
  const { imageIds } = await after.send(new ListImagesCommand({ repositoryName }))
  expect(imageIds).toEqual([{ imageDigest, imageTag: '1.0' }])
  const { downloadUrl = '' } = await after.send(
    new GetDownloadUrlForLayerCommand({ repositoryName, layerDigest: sha256('content') }),
  )
  expect(await (await fetch(downloadUrl)).text()).toBe('content')
  await second.close()
})
