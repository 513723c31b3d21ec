import { z } from 'zod'
import type { Change, StoredImage, StoredRepository } from '../model'
import type { Call } from './call'
import { BatchImageIds, IMAGE_NOT_FOUND, wrongId } from './image-ids'
import { findImage } from './images'
import { InRepository } from './input'
import { imagesInLists } from './manifest-lists'
import { type Operation, operation, requireRepository, thatRepository } from './operation'

const batchDeleteImage = operation({
  action: 'BatchDeleteImage',
  input: z.object({ ...InRepository, imageIds: BatchImageIds }),
  on: thatRepository,
  run(call, input) {
    const repository = requireRepository(call, input)
    const imageIds: object[] = []
    const failures: object[] = []
    for (const imageId of input.imageIds) {
      const images = call.store.images(repository)
      const image = wrongId(imageId) ? undefined : findImage(images, imageId)
      if (!image) failures.push({ imageId, ...(wrongId(imageId) ?? IMAGE_NOT_FOUND) })
      else if (imageId.imageDigest && imagesInLists(call, repository).has(image.digest))
        failures.push({
          imageId,
          failureCode: 'ImageReferencedByManifestList',
          failureReason: 'Requested image referenced by manifest list',
        })
      else
        imageIds.push(...remove(call, repository, image, imageId.imageDigest ? undefined : imageId.imageTag))
    }
    return { imageIds, failures }
  },
})

/**
 * Deleting by digest removes an image with all its tags. Deleting by tag removes the tag, and the image with its last tag.
 */
function remove(
  call: Call,
  repository: StoredRepository,
  image: StoredImage,
  tag: string | undefined,
): object[] {
  const { account, region, name } = repository
  const kept = tag === undefined ? [] : image.tags.filter((other) => other !== tag)
  const change: Change =
    kept.length > 0
      ? { type: 'image', account, region, name, image: { ...image, tags: kept } }
      : { type: 'image-gone', account, region, name, digest: image.digest }
  call.store.commit([change])
  const gone = tag === undefined ? image.tags : [tag]
  return gone.length === 0
    ? [{ imageDigest: image.digest }]
    : gone.map((imageTag) => ({ imageDigest: image.digest, imageTag }))
}

export const deleteImageOperations: Record<string, Operation> = { BatchDeleteImage: batchDeleteImage }
