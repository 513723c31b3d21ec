import { z } from 'zod'
import { AwsError } from '../protocol/aws-error'
import { sha256 } from '../seed/blobs'
import type { Change, StoredImage, StoredRepository } from '../store/model'
import { findImage } from './images'
import { Digest, ImageTag, InRepository, list, text } from './input'
import { layerSize } from './layer-content'
import { type Manifest, parseManifest } from './manifest'
import { isList, manifestOf } from './manifest-lists'
import { isLocked } from './mutability'
import { type Call, named, type Operation, operation, requireRepository, thatRepository } from './operation'

// Wrong ids of a batch are answered one by one, so their shape is not a matter of the model here.
export const BatchImageIds = list(
  z.object({ imageDigest: z.string().optional(), imageTag: z.string().optional() }),
  1,
  100,
)
type ImageId = z.infer<typeof BatchImageIds>[number]

const DAY_MS = 86_400_000

const batchGetImage = operation({
  action: 'BatchGetImage',
  input: z.object({
    ...InRepository,
    imageIds: BatchImageIds,
    acceptedMediaTypes: list(z.string(), 1, 100).optional(),
  }),
  on: thatRepository,
  run(call, input) {
    const repository = requireRepository(call, input)
    const images = call.store.images(repository)
    const found: object[] = []
    const failures: object[] = []
    const pulled: Change[] = []
    for (const imageId of input.imageIds) {
      const image = wrongId(imageId) ? undefined : findImage(images, imageId)
      if (!image) {
        failures.push({ imageId, ...(wrongId(imageId) ?? IMAGE_NOT_FOUND) })
        continue
      }
      found.push({
        ...named(repository),
        imageId: { imageDigest: image.digest, ...(imageId.imageTag && { imageTag: imageId.imageTag }) },
        imageManifest: manifestOf(repository, image),
        imageManifestMediaType: image.mediaType,
      })
      // ECR refreshes the time of the last pull at least once a day, not at every pull.
      if (call.now - (image.lastPulledAt ?? 0) > DAY_MS)
        pulled.push({
          type: 'image',
          ...placeOfImage(repository),
          image: { ...image, lastPulledAt: call.now },
        })
    }
    if (pulled.length > 0) call.store.commit(pulled)
    return { images: found, failures }
  },
})

type Failure = { failureCode: string; failureReason: string }

export const IMAGE_NOT_FOUND: Failure = {
  failureCode: 'ImageNotFound',
  failureReason: 'Requested image not found',
}

export function wrongId({ imageDigest, imageTag }: ImageId): Failure | undefined {
  if (imageDigest === undefined && imageTag === undefined)
    return {
      failureCode: 'MissingDigestAndTag',
      failureReason: 'Invalid request parameters: both tag and digest cannot be null',
    }
  if (imageDigest !== undefined && !/^[a-zA-Z0-9-_+.]+:[a-fA-F0-9]+$/.test(imageDigest))
    return {
      failureCode: 'InvalidImageDigest',
      failureReason:
        "Invalid request parameters: image digest should satisfy the regex '[a-zA-Z0-9-_+.]+:[a-fA-F0-9]+'",
    }
  return undefined
}

const putImage = operation({
  action: 'PutImage',
  input: z.object({
    ...InRepository,
    imageManifest: text(1, 4_194_304),
    imageManifestMediaType: z.string().optional(),
    imageTag: ImageTag.optional(),
    imageDigest: Digest.optional(),
  }),
  on: thatRepository,
  run(call, { imageManifest, imageManifestMediaType, imageTag, imageDigest, ...place }) {
    const repository = requireRepository(call, place)
    const manifest = parseManifest(imageManifest, imageManifestMediaType)
    requireParts(call, repository, manifest)
    const pushed = newImage(call, repository, imageManifest, manifest)
    if (imageDigest !== undefined && imageDigest !== pushed.digest)
      throw new AwsError(
        'ImageDigestDoesNotMatchException',
        'The calculated digest does not match the digest provided',
      )
    const present = call.store.images(repository).get(pushed.digest)
    if (present && (imageTag === undefined || present.tags.includes(imageTag)))
      throw new AwsError(
        'ImageAlreadyExistsException',
        `Image with digest '${pushed.digest}' and tag '${imageTag ?? 'null'}' already exists in the repository with name '${repository.name}' in registry with id '${repository.account}'`,
      )
    const tags = [...(present?.tags ?? []), ...(imageTag === undefined ? [] : [imageTag])]
    const image = { ...(present ?? pushed), tags }
    call.store.commit([
      ...withoutTag(call, repository, imageTag),
      { type: 'image', ...placeOfImage(repository), image },
    ])
    return {
      image: {
        ...named(repository),
        imageId: { imageDigest: image.digest, ...(imageTag && { imageTag }) },
        imageManifest,
        imageManifestMediaType: image.mediaType,
      },
    }
  },
})

/** Throws unless everything that a manifest refers to has been pushed before it. */
function requireParts(
  call: Call,
  repository: StoredRepository,
  { config, layers = [], manifests = [] }: Manifest,
): void {
  const wanted = `required for pushing image into repository with name '${repository.name}' in the registry with id '${repository.account}' do not exist`
  const missing = [...(config ? [config] : []), ...layers]
    .map(({ digest }) => digest)
    .filter((digest) => layerSize(call, repository, digest) === undefined)
  if (missing.length > 0)
    throw new AwsError('LayersNotFoundException', `Layers with digests '[${missing.join(', ')}]' ${wanted}`)
  const images = call.store.images(repository)
  const absent = manifests.map(({ digest }) => digest).filter((digest) => !images.has(digest))
  if (absent.length > 0)
    throw new AwsError(
      'ReferencedImagesNotFoundException',
      `Images with digests '[${absent.join(', ')}]' ${wanted}`,
    )
}

function newImage(
  call: Call,
  { scanOnPush }: StoredRepository,
  text: string,
  { mediaType, artifactType, config, layers = [] }: ReturnType<typeof parseManifest>,
): StoredImage {
  const artifactMediaType = artifactType ?? config?.mediaType
  return {
    digest: sha256(text),
    mediaType,
    ...(artifactMediaType && { artifactMediaType }),
    tags: [],
    size: layers.reduce((total, { size }) => total + size, config?.size ?? 0),
    pushedAt: call.now,
    ...(scanOnPush && !isList({ mediaType }) && { scannedAt: call.now }),
    manifest: text,
  }
}

/** Takes a tag off the image that has it, unless the repository's settings keep it there. */
function withoutTag(call: Call, repository: StoredRepository, tag: string | undefined): Change[] {
  const holder = tag === undefined ? undefined : findImage(call.store.images(repository), { imageTag: tag })
  if (!holder || tag === undefined) return []
  if (isLocked(repository, tag))
    throw new AwsError(
      'ImageTagAlreadyExistsException',
      `The image tag '${tag}' already exists in the '${repository.name}' repository and cannot be overwritten because the tag is immutable.`,
    )
  const tags = holder.tags.filter((other) => other !== tag)
  return [{ type: 'image', ...placeOfImage(repository), image: { ...holder, tags } }]
}

function placeOfImage({ account, region, name }: StoredRepository) {
  return { account, region, name }
}

export const pushAndPullOperations: Record<string, Operation> = {
  BatchGetImage: batchGetImage,
  PutImage: putImage,
}
