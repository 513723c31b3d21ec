import {
  BatchGetImageCommand,
  CompleteLayerUploadCommand,
  ECRClient,
  GetDownloadUrlForLayerCommand,
  InitiateLayerUploadCommand,
  UploadLayerPartCommand,
} from '@aws-sdk/client-ecr'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { sha256 } from '../digest'
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

  it('accepts its parts in order only, and says how far it has got', async () => {
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

  it('must have the stated digest, and be new', async () => {
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

  it('needs the exact address that was issued', async () => {
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

  it('a missing layer is refused', async () => {
    const layerDigest = sha256('nothing')
    expect(
      await refusalOf(dev.send(new GetDownloadUrlForLayerCommand({ repositoryName: FLUENTD, layerDigest }))),
    ).toMatchObject({ name: 'LayersNotFoundException' })
  })
})

async function downloadBytes(repositoryName: string, layerDigest: string): Promise<Buffer> {
  const { downloadUrl = '' } = await dev.send(
    new GetDownloadUrlForLayerCommand({ repositoryName, layerDigest }),
  )
  return Buffer.from(await (await fetch(downloadUrl)).arrayBuffer())
}
