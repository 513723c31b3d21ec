import {
  BatchDeleteImageCommand,
  BatchGetImageCommand,
  CompleteLayerUploadCommand,
  CreateRepositoryCommand,
  DescribeImagesCommand,
  ECRClient,
  GetDownloadUrlForLayerCommand,
  InitiateLayerUploadCommand,
  ListImagesCommand,
  PutImageCommand,
  PutImageTagMutabilityCommand,
  UploadLayerPartCommand,
} from '@aws-sdk/client-ecr'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startSandbox } from './server'
import { clientOf, refusalOf } from './test-clients'
import { pushImage, pushLayer, sha256 } from './test-push'

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

  it('that are asked for in vain come back as failures of a batch', async () => {
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

  it('that do not exist are said not to, with their id', async () => {
    const imageIds = [{ imageTag: 'no-such-tag' }]
    expect(
      await refusalOf(dev.send(new DescribeImagesCommand({ repositoryName: FLUENTD, imageIds }))),
    ).toEqual({
      name: 'ImageNotFoundException',
      message: `The image with imageId {imageDigest:'null', imageTag:'no-such-tag'} does not exist within the repository with name '${FLUENTD}' in the registry with id '${HP_ID_DEV}'`,
      status: 400,
    })
  })

  it('are listed once for each tag, or tagged and untagged apart', async () => {
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

describe('pushing', () => {
  it('layer by layer makes an image that can be pulled to the last byte', async () => {
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

  it('takes a large layer in parts', async () => {
    const repositoryName = await create('cwp/large')
    const content = Buffer.alloc(11 * 1024 * 1024, 'layer')
    await pushLayer(dev, { repositoryName }, content)
    expect(sha256(await download(repositoryName, sha256(content)))).toBe(sha256(content))
  })

  it('of an image that is there already, under a new tag, adds the tag', async () => {
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

  it('of a manifest whose layers are not there is refused', async () => {
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

  it('of a manifest with another digest than was said is refused', async () => {
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

describe('an upload', () => {
  const where = { repositoryName: FLUENTD }
  const begin = async () => (await dev.send(new InitiateLayerUploadCommand(where))).uploadId
  const part = (uploadId: string | undefined, partFirstByte: number, content: string | Buffer) =>
    dev.send(
      new UploadLayerPartCommand({
        ...where,
        uploadId,
        partFirstByte,
        partLastByte: partFirstByte + content.length - 1,
        layerPartBlob: Buffer.from(content),
      }),
    )
  const complete = (uploadId: string | undefined, digest: string) =>
    dev.send(new CompleteLayerUploadCommand({ ...where, uploadId, layerDigests: [digest] }))

  it('without parts cannot be completed', async () => {
    const uploadId = await begin()
    expect(await refusalOf(complete(uploadId, sha256('')))).toMatchObject({
      name: 'EmptyUploadException',
      message: `The upload with id '${uploadId}' in the repository with name '${FLUENTD}' in registry with id '${HP_ID_DEV}' cannot be completed because it does not have any parts`,
    })
  })

  it('takes its parts in order only, and says how far it is', async () => {
    const uploadId = await begin()
    await part(uploadId, 0, 'abc')
    await expect(part(uploadId, 7, 'xyz')).rejects.toMatchObject({
      name: 'InvalidLayerPartException',
      lastValidByteReceived: 2,
    })
  })

  it('of small parts cannot be completed', async () => {
    const uploadId = await begin()
    await part(uploadId, 0, 'abc')
    await part(uploadId, 3, 'def')
    expect(await refusalOf(complete(uploadId, sha256('abcdef')))).toMatchObject({
      name: 'LayerPartTooSmallException',
      message: 'All layer parts except the last part should be at least 5MB',
    })
  })

  it('must have the digest that was said, and be new', async () => {
    const uploadId = await begin()
    await part(uploadId, 0, 'abc')
    expect(await refusalOf(complete(uploadId, sha256('abd')))).toMatchObject({
      name: 'InvalidLayerException',
    })
    await complete(uploadId, sha256('abc'))
    const again = await begin()
    await part(again, 0, 'abc')
    expect(await refusalOf(complete(again, sha256('abc')))).toMatchObject({
      name: 'LayerAlreadyExistsException',
    })
  })

  it('that does not exist is not found', async () => {
    expect(await refusalOf(part('00000000-0000-0000-0000-000000000000', 0, 'abc'))).toMatchObject({
      name: 'UploadNotFoundException',
    })
  })
})

describe('downloading', () => {
  it('serves the layers of seeded images, with their digests', async () => {
    const { images } = await dev.send(
      new BatchGetImageCommand({ repositoryName: 'cwp/jenkins-agent', imageIds: [{ imageTag: 'latest' }] }),
    )
    const { config, layers } = JSON.parse(images?.[0]?.imageManifest ?? '')
    for (const { digest, size } of [config, ...layers]) {
      const content = await downloadBytes('cwp/jenkins-agent', digest)
      expect([sha256(content), content.length]).toEqual([digest, size])
    }
  })

  it('needs the address as it was given', async () => {
    const { images } = await dev.send(
      new BatchGetImageCommand({ repositoryName: 'cwp/jenkins-agent', imageIds: [{ imageTag: 'latest' }] }),
    )
    const [layer] = JSON.parse(images?.[0]?.imageManifest ?? '').layers
    const { downloadUrl = '' } = await dev.send(
      new GetDownloadUrlForLayerCommand({ repositoryName: 'cwp/jenkins-agent', layerDigest: layer.digest }),
    )
    const changed = await fetch(downloadUrl.replace('jenkins-agent', 'jenkins-controller'))
    expect(changed.status).toBe(403)
  })

  it('of a layer that is not there is refused', async () => {
    const layerDigest = sha256('nothing')
    expect(
      await refusalOf(dev.send(new GetDownloadUrlForLayerCommand({ repositoryName: FLUENTD, layerDigest }))),
    ).toMatchObject({ name: 'LayersNotFoundException' })
  })
})

describe('deleting', () => {
  const remove = (repositoryName: string, ...imageIds: { imageTag?: string; imageDigest?: string }[]) =>
    dev.send(new BatchDeleteImageCommand({ repositoryName, imageIds }))

  it('by tag takes the tag, and with the last tag the image', async () => {
    const repositoryName = await create('cwp/delete-by-tag')
    const digest = await pushImage(dev, { repositoryName }, 'it', '1.0')
    await pushImage(dev, { repositoryName }, 'it', 'latest')
    await remove(repositoryName, { imageTag: '1.0' })
    expect(await tagsOf(repositoryName)).toEqual({ [digest]: ['latest'] })
    await remove(repositoryName, { imageTag: 'latest' })
    expect(await tagsOf(repositoryName)).toEqual({})
  })

  it('by digest takes all tags, and answers what was not there as failures', async () => {
    const repositoryName = await create('cwp/delete-by-digest')
    const imageDigest = await pushImage(dev, { repositoryName }, 'it', '1.0')
    const { imageIds, failures } = await remove(repositoryName, { imageDigest }, { imageTag: 'gone' })
    expect(imageIds).toEqual([{ imageDigest, imageTag: '1.0' }])
    expect(failures?.map(({ failureCode }) => failureCode)).toEqual(['ImageNotFound'])
    expect(await tagsOf(repositoryName)).toEqual({})
  })

  it('does not take an image out of a list', async () => {
    const { images } = await dev.send(
      new BatchGetImageCommand({ repositoryName: FLUENTD, imageIds: [{ imageTag: 'latest' }] }),
    )
    const [{ digest }] = JSON.parse(images?.[0]?.imageManifest ?? '').manifests
    const { failures } = await remove(FLUENTD, { imageDigest: digest })
    expect(failures?.[0]?.failureCode).toBe('ImageReferencedByManifestList')
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
