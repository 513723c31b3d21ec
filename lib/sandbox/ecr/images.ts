import { z } from 'zod'
import type { StoredImage, StoredRepository } from '../model'
import { AwsError, invalidParameter } from '../protocol/aws-error'
import { scanDetails } from './findings'
import { ImageId, InRepository, list, oneOf, Paged } from './input'
import { named, type Operation, operation, requireRepository, seconds, thatRepository } from './operation'
import { pageOf } from './pages'

/**
 * The image that an id names; undefined when there is none, or when its tag and digest belong to two images.
 */
export function findImage(
  images: ReadonlyMap<string, StoredImage>,
  { imageDigest, imageTag }: ImageId,
): StoredImage | undefined {
  if (imageTag === undefined) return imageDigest === undefined ? undefined : images.get(imageDigest)
  for (const image of images.values())
    if (image.tags.includes(imageTag))
      return imageDigest === undefined || imageDigest === image.digest ? image : undefined
  return undefined
}

/** An image's id as ECR writes it in its sentences. */
export function imageIdText({ imageDigest, imageTag }: ImageId): string {
  return `{imageDigest:'${imageDigest ?? 'null'}', imageTag:'${imageTag ?? 'null'}'}`
}

export function imageNotFound({ name, account }: StoredRepository, id: ImageId): AwsError {
  return new AwsError(
    'ImageNotFoundException',
    `The image with imageId ${imageIdText(id)} does not exist within the repository with name '${name}' in the registry with id '${account}'`,
  )
}

export const TagStatus = oneOf(['TAGGED', 'UNTAGGED', 'ANY'])

export function hasTagStatus(image: StoredImage, wanted: z.infer<typeof TagStatus> = 'ANY'): boolean {
  return wanted === 'ANY' || (wanted === 'TAGGED') === image.tags.length > 0
}

const describeImages = operation({
  action: 'DescribeImages',
  input: z.object({
    ...InRepository,
    imageIds: list(ImageId, 1, 100).optional(),
    filter: z
      .object({
        tagStatus: TagStatus.optional(),
        imageStatus: oneOf(['ACTIVE', 'ARCHIVED', 'ACTIVATING', 'ANY']).optional(),
      })
      .optional(),
    ...Paged,
  }),
  on: thatRepository,
  run(call, input) {
    const repository = requireRepository(call, input)
    const images = call.store.images(repository)
    const onTheWire = (image: StoredImage) => imageDetail(repository, image, call.now)
    if (input.imageIds) {
      if (input.maxResults !== undefined || input.nextToken !== undefined)
        throw invalidParameter(
          input.maxResults === undefined ? 'nextToken' : 'maxResults',
          'must not be specified when imageIds is specified',
        )
      const found = input.imageIds.map((id) => {
        const image = findImage(images, id)
        if (!image) throw imageNotFound(repository, id)
        return image
      })
      return { imageDetails: [...new Set(found)].map(onTheWire) }
    }
    const { tagStatus, imageStatus = 'ACTIVE' } = input.filter ?? {}
    const chosen = [...images.values()].filter(
      (image) => hasTagStatus(image, tagStatus) && (imageStatus === 'ACTIVE' || imageStatus === 'ANY'),
    )
    const scope = `DescribeImages ${repository.account} ${call.region} ${repository.name} ${tagStatus} ${imageStatus}`
    const { items, nextToken } = pageOf(chosen, input, scope, ({ digest }) => digest)
    return { imageDetails: items.map(onTheWire), nextToken }
  },
})

function imageDetail(repository: StoredRepository, image: StoredImage, now: number) {
  return {
    ...named(repository),
    imageDigest: image.digest,
    ...(image.tags.length > 0 && { imageTags: image.tags }),
    imageSizeInBytes: image.size,
    imagePushedAt: seconds(image.pushedAt),
    imageManifestMediaType: image.mediaType,
    ...(image.artifactMediaType && { artifactMediaType: image.artifactMediaType }),
    ...(image.lastPulledAt && { lastRecordedPullTime: seconds(image.lastPulledAt) }),
    ...scanDetails(image, now),
    imageStatus: 'ACTIVE',
  }
}

const listImages = operation({
  action: 'ListImages',
  input: z.object({
    ...InRepository,
    filter: z.object({ tagStatus: TagStatus.optional() }).optional(),
    ...Paged,
  }),
  on: thatRepository,
  run(call, input) {
    const repository = requireRepository(call, input)
    const tagStatus = input.filter?.tagStatus
    const ids = [...call.store.images(repository).values()]
      .filter((image) => hasTagStatus(image, tagStatus))
      .flatMap(({ digest, tags }): { imageDigest: string; imageTag?: string }[] =>
        tags.length === 0
          ? [{ imageDigest: digest }]
          : tags.map((imageTag) => ({ imageDigest: digest, imageTag })),
      )
    const scope = `ListImages ${repository.account} ${call.region} ${repository.name} ${tagStatus}`
    const { items, nextToken } = pageOf(
      ids,
      input,
      scope,
      ({ imageDigest, imageTag }) => `${imageDigest} ${imageTag}`,
    )
    return { imageIds: items, nextToken }
  },
})

export const imageOperations: Record<string, Operation> = {
  DescribeImages: describeImages,
  ListImages: listImages,
}
