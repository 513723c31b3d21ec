import { z } from 'zod'
import { list } from './input'

// A batch answers each invalid ID separately, so the model doesn't check their format here.
export const BatchImageIds = list(
  z.object({ imageDigest: z.string().optional(), imageTag: z.string().optional() }),
  1,
  100,
)
type ImageId = z.infer<typeof BatchImageIds>[number]

/** Why one id of a batch was not served, while the others were. */
type Failure = { failureCode: string; failureReason: string }

export const IMAGE_NOT_FOUND: Failure = {
  failureCode: 'ImageNotFound',
  failureReason: 'Requested image not found',
}

/** What is wrong with an id itself; undefined when it can be looked up. */
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
