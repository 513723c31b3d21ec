import { z } from 'zod'
import { sha256 } from '../digest'
import type { Change, StoredImage, StoredRepository } from '../model'
import { AwsError } from '../protocol/aws-error'
import type { Call } from './call'
import { findImage } from './images'
import { Digest, ImageTag, InRepository, text } from './input'
import { layerSize } from './layer-content'
import { type Manifest, parseManifest } from './manifest'
import { isList } from './manifest-lists'
import { isLocked } from './mutability'
import { named, type Operation, operation, requireRepository, thatRepository } from './operation'

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

/** Removes a tag from the image that has it, unless the repository's tags are immutable. */
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

export const pushOperations: Record<string, Operation> = { PutImage: putImage }
