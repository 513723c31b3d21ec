import { z } from 'zod'
import { sha256 } from '../digest'
import { AwsError } from '../protocol/aws-error'
import { downloadUrl } from './download'
import { Digest, InRepository, list, matches } from './input'
import { layerSize } from './layer-content'
import { named, type Operation, operation, placeOf, requireRepository, thatRepository } from './operation'

const MEBIBYTE = 1024 * 1024
const ADVISED_PART_BYTES = 10 * MEBIBYTE
const LEAST_PART_BYTES = 5 * MEBIBYTE
const MOST_PART_BYTES = 20 * MEBIBYTE

const UploadId = matches('[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}')
const Position = z.number().int().min(0, 'Member must have value greater than or equal to 0')

const batchCheckLayerAvailability = operation({
  action: 'BatchCheckLayerAvailability',
  // A batch answers each invalid digest separately, so the model doesn't check their format here.
  input: z.object({ ...InRepository, layerDigests: list(z.string(), 1, 100) }),
  on: thatRepository,
  run(call, input) {
    const repository = requireRepository(call, input)
    const layers: object[] = []
    const failures: object[] = []
    for (const layerDigest of new Set(input.layerDigests)) {
      const size = layerSize(call, repository, layerDigest)
      if (!Digest.safeParse(layerDigest).success)
        failures.push({
          layerDigest,
          failureCode: 'InvalidLayerDigest',
          failureReason: `Invalid request parameters: layer digest should satisfy the regex '[a-zA-Z0-9-_+.]+:[a-fA-F0-9]+'`,
        })
      else if (size === undefined) layers.push({ layerDigest, layerAvailability: 'UNAVAILABLE' })
      else layers.push({ layerDigest, layerAvailability: 'AVAILABLE', layerSize: size })
    }
    return { layers, failures }
  },
})

const initiateLayerUpload = operation({
  action: 'InitiateLayerUpload',
  input: z.object(InRepository),
  on: thatRepository,
  run: (call, input) => ({
    uploadId: call.uploads.begin(requireRepository(call, input)),
    partSize: ADVISED_PART_BYTES,
  }),
})

const uploadLayerPart = operation({
  action: 'UploadLayerPart',
  input: z.object({
    ...InRepository,
    uploadId: UploadId,
    partFirstByte: Position,
    partLastByte: Position,
    layerPartBlob: z.base64().transform((text) => Buffer.from(text, 'base64')),
  }),
  on: thatRepository,
  run(call, { uploadId, partFirstByte, partLastByte, layerPartBlob, ...input }) {
    const repository = requireRepository(call, input)
    const upload = call.uploads.require(repository, uploadId)
    const size = layerPartBlob.length
    if (partFirstByte !== upload.size || partLastByte !== partFirstByte + size - 1 || size > MOST_PART_BYTES)
      throw new AwsError(
        'InvalidLayerPartException',
        "The layer part size isn't valid, or the first byte specified isn't consecutive to the last byte of a previous layer part upload.",
        400,
        { ...named(repository), uploadId, lastValidByteReceived: upload.size - 1 },
      )
    upload.parts.push(layerPartBlob)
    upload.size += size
    return { ...named(repository), uploadId, lastByteReceived: upload.size - 1 }
  },
})

const completeLayerUpload = operation({
  action: 'CompleteLayerUpload',
  input: z.object({ ...InRepository, uploadId: UploadId, layerDigests: list(Digest, 1, 100) }),
  on: thatRepository,
  run(call, { uploadId, layerDigests, ...input }) {
    const repository = requireRepository(call, input)
    const { parts } = call.uploads.require(repository, uploadId)
    const { name, account } = repository
    if (parts.length === 0)
      throw new AwsError(
        'EmptyUploadException',
        `The upload with id '${uploadId}' in the repository with name '${name}' in registry with id '${account}' cannot be completed because it does not have any parts`,
      )
    if (parts.slice(0, -1).some((part) => part.length < LEAST_PART_BYTES))
      throw new AwsError(
        'LayerPartTooSmallException',
        'All layer parts except the last part should be at least 5MB',
      )
    const content = Buffer.concat(parts)
    const layerDigest = sha256(content)
    if (!layerDigests.includes(layerDigest))
      throw new AwsError(
        'InvalidLayerException',
        `The digest of the uploaded layer, '${layerDigest}', is none of those provided`,
      )
    if (layerSize(call, repository, layerDigest) !== undefined)
      throw new AwsError(
        'LayerAlreadyExistsException',
        `The layer with digest '${layerDigest}' already exists in the repository with name '${name}' in registry with id '${account}'`,
      )
    call.store.blobs.put(layerDigest, content)
    call.store.commit([{ type: 'layer', ...placeOf(call, input), digest: layerDigest, size: content.length }])
    call.uploads.end(uploadId)
    return { ...named(repository), uploadId, layerDigest }
  },
})

const getDownloadUrlForLayer = operation({
  action: 'GetDownloadUrlForLayer',
  input: z.object({ ...InRepository, layerDigest: Digest }),
  on: thatRepository,
  run(call, { layerDigest, ...input }) {
    const repository = requireRepository(call, input)
    if (layerSize(call, repository, layerDigest) === undefined)
      throw new AwsError(
        'LayersNotFoundException',
        `The layer with digest '${layerDigest}' does not exist within the repository with name '${repository.name}' in the registry with id '${repository.account}'`,
      )
    return { layerDigest, downloadUrl: downloadUrl(call.endpoint, repository, layerDigest, call.now) }
  },
})

export const layerOperations: Record<string, Operation> = {
  BatchCheckLayerAvailability: batchCheckLayerAvailability,
  InitiateLayerUpload: initiateLayerUpload,
  UploadLayerPart: uploadLayerPart,
  CompleteLayerUpload: completeLayerUpload,
  GetDownloadUrlForLayer: getDownloadUrlForLayer,
}
