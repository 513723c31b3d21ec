import { z } from 'zod'
import type { Change } from '../model'
import { BatchImageIds, IMAGE_NOT_FOUND, wrongId } from './image-ids'
import { findImage } from './images'
import { InRepository, list } from './input'
import { manifestOf } from './manifest-lists'
import { named, type Operation, operation, requireRepository, thatRepository } from './operation'

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
    const { account, region, name } = repository
    const place = { account, region, name }
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
          ...place,
          image: { ...image, lastPulledAt: call.now },
        })
    }
    if (pulled.length > 0) call.store.commit(pulled)
    return { images: found, failures }
  },
})

export const pullOperations: Record<string, Operation> = { BatchGetImage: batchGetImage }
