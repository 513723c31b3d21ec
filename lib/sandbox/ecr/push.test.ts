import {
  BatchGetImageCommand,
  CreateRepositoryCommand,
  DescribeImagesCommand,
  ECRClient,
  GetDownloadUrlForLayerCommand,
  PutImageCommand,
  PutImageTagMutabilityCommand,
} from '@aws-sdk/client-ecr'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { sha256 } from '../digest'
import { startSandbox } from '../server'
import { clientOf, refusalOf } from '../test-clients'
import { pushImage, pushLayer } from '../test-push'

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

describe('pushing', () => {
  it('layer by layer creates an image that can be pulled to the last byte', async () => {
    const repositoryName = await create('cwp/round-trip')
    const digest = await pushImage(dev, { repositoryName }, 'what it does', '1.0')
    const { images } = await dev.send(
      new BatchGetImageCommand({ repositoryName, imageIds: [{ imageTag: '1.0' }] }),
    )
    expect(images?.[0]?.imageId?.imageDigest).toBe(digest)
    const manifest = JSON.parse(images?.[0]?.imageManifest ?? '')
    expect(await download(repositoryName, manifest.layers[0].digest)).toBe('what it does')
    expect(await tagsOf(repositoryName)).toEqual({ [digest]: ['1.0'] })
  })

  it('accepts a large layer in parts', { timeout: 30_000 }, async () => {
    const repositoryName = await create('cwp/large')
    const content = Buffer.alloc(11 * 1024 * 1024, 'layer')
    await pushLayer(dev, { repositoryName }, content)
    expect(sha256(await download(repositoryName, sha256(content)))).toBe(sha256(content))
  })

  it('an existing image under a new tag adds the tag', async () => {
    const repositoryName = await create('cwp/again')
    const digest = await pushImage(dev, { repositoryName }, 'same', '1.0')
    await pushImage(dev, { repositoryName }, 'same', 'latest')
    expect(await tagsOf(repositoryName)).toEqual({ [digest]: ['1.0', 'latest'] })
    expect(await refusalOf(pushImage(dev, { repositoryName }, 'same', 'latest'))).toEqual({
      name: 'ImageAlreadyExistsException',
      message: `Image with digest '${digest}' and tag 'latest' already exists in the repository with name 'cwp/again' in registry with id '${HP_ID_DEV}'`,
      status: 400,
    })
  })

  it.each([
    ['MUTABLE', [], 'latest', true],
    ['IMMUTABLE', [], 'latest', false],
    ['IMMUTABLE_WITH_EXCLUSION', ['lat*'], 'latest', true],
    ['IMMUTABLE_WITH_EXCLUSION', ['lat*'], '1.0', false],
    ['MUTABLE_WITH_EXCLUSION', ['lat*'], 'latest', false],
    ['MUTABLE_WITH_EXCLUSION', ['lat*'], '1.0', true],
  ] as const)(
    'over a used tag, with tags %s %s and tag %s, moves it: %s',
    async (mutability, filters, tag, moves) => {
      const repositoryName = await create(`cwp/tags-${mutability.toLowerCase()}-${tag}`)
      const first = await pushImage(dev, { repositoryName }, 'first', tag)
      await dev.send(
        new PutImageTagMutabilityCommand({
          repositoryName,
          imageTagMutability: mutability,
          ...(filters.length > 0 && {
            imageTagMutabilityExclusionFilters: filters.map((filter) => ({ filterType: 'WILDCARD', filter })),
          }),
        }),
      )
      const push = pushImage(dev, { repositoryName }, 'second', tag)
      if (moves) {
        const second = await push
        expect(await tagsOf(repositoryName)).toEqual({ [first]: [], [second]: [tag] })
      } else
        expect(await refusalOf(push)).toEqual({
          name: 'ImageTagAlreadyExistsException',
          message: `The image tag '${tag}' already exists in the '${repositoryName}' repository and cannot be overwritten because the tag is immutable.`,
          status: 400,
        })
    },
  )

  it('a manifest whose layers are missing is refused', async () => {
    const repositoryName = await create('cwp/no-layers')
    const { images } = await dev.send(
      new BatchGetImageCommand({ repositoryName: 'cwp/jenkins-agent', imageIds: [{ imageTag: 'latest' }] }),
    )
    const call = dev.send(
      new PutImageCommand({ repositoryName, imageManifest: images?.[0]?.imageManifest, imageTag: 'x' }),
    )
    expect(await refusalOf(call)).toMatchObject({
      name: 'LayersNotFoundException',
      message: expect.stringContaining("in the registry with id '252775557553' do not exist"),
    })
  })

  it.each([
    ['no manifest at all', 'nonsense', {}],
    ['a list without images', '{"schemaVersion":2,"mediaType":"m","manifests":[{"size":1}]}', {}],
  ])('of %s is refused', async (_what, imageManifest, more) => {
    const call = dev.send(new PutImageCommand({ repositoryName: FLUENTD, imageManifest, ...more }))
    expect(await refusalOf(call)).toMatchObject({
      message:
        "Invalid parameter at 'ImageManifest' failed to satisfy constraint: 'Invalid image manifest provided'",
    })
  })

  it('a manifest with a different digest than stated is refused', async () => {
    const { images } = await dev.send(
      new BatchGetImageCommand({ repositoryName: FLUENTD, imageIds: [{ imageTag: 'latest' }] }),
    )
    const imageManifest = `${images?.[0]?.imageManifest}\n`
    const imageDigest = images?.[0]?.imageId?.imageDigest
    expect(
      await refusalOf(dev.send(new PutImageCommand({ repositoryName: FLUENTD, imageManifest, imageDigest }))),
    ).toMatchObject({ name: 'ImageDigestDoesNotMatchException' })
  })
})

async function downloadBytes(repositoryName: string, layerDigest: string): Promise<Buffer> {
  const { downloadUrl = '' } = await dev.send(
    new GetDownloadUrlForLayerCommand({ repositoryName, layerDigest }),
  )
  return Buffer.from(await (await fetch(downloadUrl)).arrayBuffer())
}

async function download(repositoryName: string, layerDigest: string): Promise<string> {
  return (await downloadBytes(repositoryName, layerDigest)).toString()
}
