import {
  BatchDeleteImageCommand,
  BatchGetImageCommand,
  CreateRepositoryCommand,
  DescribeImagesCommand,
  ECRClient,
  ListImagesCommand,
} from '@aws-sdk/client-ecr'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { sha256 } from '../digest'
import { startSandbox } from '../server'
import { clientOf, refusalOf } from '../test-clients'
import { pushImage } from '../test-push'

const HP_ID_DEV = '252775557553'
const FLUENTD = 'cwp/fluentd-elasticsearch-aws'

let sandbox: Awaited<ReturnType<typeof startSandbox>>
let dev: ECRClient

beforeAll(async () => {
  sandbox = await startSandbox({ seed: 'full' })
  dev = clientOf(ECRClient, sandbox.endpoint, 'hp-id-dev', 'developer')
})
afterAll(() => sandbox.close())

async function create(repositoryName: string): Promise<string> {
  await dev.send(new CreateRepositoryCommand({ repositoryName }))
  return repositoryName
}

async function tagsOf(repositoryName: string): Promise<Record<string, string[]>> {
  const { imageDetails = [] } = await dev.send(new DescribeImagesCommand({ repositoryName }))
  return Object.fromEntries(imageDetails.map(({ imageDigest, imageTags = [] }) => [imageDigest, imageTags]))
}

describe('images', () => {
  it('are pulled by tag with a manifest that has the digest', async () => {
    const { imageDetails } = await dev.send(new DescribeImagesCommand({ repositoryName: FLUENTD }))
    const newest = imageDetails?.find(({ imageTags }) => imageTags?.includes('latest'))
    const { images, failures } = await dev.send(
      new BatchGetImageCommand({ repositoryName: FLUENTD, imageIds: [{ imageTag: 'latest' }] }),
    )
    expect(failures).toEqual([])
    expect(images?.[0]?.imageId).toEqual({ imageTag: 'latest', imageDigest: newest?.imageDigest })
    expect(newest?.imageDigest).toBe(sha256(images?.[0]?.imageManifest ?? ''))
  })

  it('that don’t exist are failures in a batch', async () => {
    const { failures } = await dev.send(
      new BatchGetImageCommand({
        repositoryName: FLUENTD,
        imageIds: [{ imageTag: 'no-such-tag' }, { imageDigest: 'nonsense' }, {}],
      }),
    )
    expect(failures?.map(({ failureCode }) => failureCode)).toEqual([
      'ImageNotFound',
      'InvalidImageDigest',
      'MissingDigestAndTag',
    ])
  })

  it('that don’t exist are reported with their ID', async () => {
    const imageIds = [{ imageTag: 'no-such-tag' }]
    expect(
      await refusalOf(dev.send(new DescribeImagesCommand({ repositoryName: FLUENTD, imageIds }))),
    ).toEqual({
      name: 'ImageNotFoundException',
      message: `The image with imageId {imageDigest:'null', imageTag:'no-such-tag'} does not exist within the repository with name '${FLUENTD}' in the registry with id '${HP_ID_DEV}'`,
      status: 400,
    })
  })

  it('are listed once for each tag, or filtered by tagged and untagged', async () => {
    const idsOf = async (tagStatus: 'TAGGED' | 'UNTAGGED' | 'ANY') =>
      (
        await dev.send(
          new ListImagesCommand({
            repositoryName: 'hpid/auth-service',
            maxResults: 1000,
            filter: { tagStatus },
          }),
        )
      ).imageIds ?? []
    const untagged = await idsOf('UNTAGGED')
    const tagged = await idsOf('TAGGED')
    expect(untagged.length).toBeGreaterThan(0)
    expect(untagged.every(({ imageTag }) => imageTag === undefined)).toBe(true)
    expect(tagged.every(({ imageTag }) => imageTag !== undefined)).toBe(true)
  })
})

describe('deleting', () => {
  const remove = (repositoryName: string, ...imageIds: { imageTag?: string; imageDigest?: string }[]) =>
    dev.send(new BatchDeleteImageCommand({ repositoryName, imageIds }))

  it('by tag removes the tag, and the image with its last tag', async () => {
    const repositoryName = await create('cwp/delete-by-tag')
    const digest = await pushImage(dev, { repositoryName }, 'it', '1.0')
    await pushImage(dev, { repositoryName }, 'it', 'latest')
    await remove(repositoryName, { imageTag: '1.0' })
    expect(await tagsOf(repositoryName)).toEqual({ [digest]: ['latest'] })
    await remove(repositoryName, { imageTag: 'latest' })
    expect(await tagsOf(repositoryName)).toEqual({})
  })

  it('by digest removes all tags, and reports missing images as failures', async () => {
    const repositoryName = await create('cwp/delete-by-digest')
    const imageDigest = await pushImage(dev, { repositoryName }, 'it', '1.0')
    const { imageIds, failures } = await remove(repositoryName, { imageDigest }, { imageTag: 'gone' })
    expect(imageIds).toEqual([{ imageDigest, imageTag: '1.0' }])
    expect(failures?.map(({ failureCode }) => failureCode)).toEqual(['ImageNotFound'])
    expect(await tagsOf(repositoryName)).toEqual({})
  })

  it('doesn’t remove an image from a manifest list', async () => {
    const { images } = await dev.send(
      new BatchGetImageCommand({ repositoryName: FLUENTD, imageIds: [{ imageTag: 'latest' }] }),
    )
    const [{ digest }] = JSON.parse(images?.[0]?.imageManifest ?? '').manifests
    const { failures } = await remove(FLUENTD, { imageDigest: digest })
    expect(failures?.[0]?.failureCode).toBe('ImageReferencedByManifestList')
  })
})
