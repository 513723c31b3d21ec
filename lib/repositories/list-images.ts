import 'server-only'
import { DescribeImagesCommand } from '@aws-sdk/client-ecr'
import { fromAws } from '@/lib/aws/errors'
import type { Context } from '@/lib/context'
import { PortalError } from '@/lib/errors'
import { toImage } from './from-ecr'
import type { Image } from './model'
import type { RepositoryRef } from './reference'

const DEADLINE_MS = 15_000

/** All images, newest first. ECR does not sort, so the newest are known only after its last page. */
export async function listImages(ctx: Context, ref: RepositoryRef): Promise<Image[]> {
  const client = ctx.aws.ecr(ref, 'read')
  const deadline = AbortSignal.timeout(DEADLINE_MS)
  const images: Image[] = []
  let token: string | undefined
  try {
    do {
      const page = await client.send(
        new DescribeImagesCommand({ repositoryName: ref.name, maxResults: 1000, nextToken: token }),
        { abortSignal: deadline },
      )
      if (!page.imageDetails)
        throw new PortalError(
          'aws-unavailable',
          'AWS answered without a list of images. Try again in a minute.',
        )
      images.push(...page.imageDetails.map(toImage))
      token = page.nextToken
    } while (token)
  } catch (error) {
    throw fromAws(error, `read the images of ${ref.name}`, 'Nothing was changed.')
  }
  return images.sort((a, b) => (b.pushedAt ?? 0) - (a.pushedAt ?? 0) || (a.digest < b.digest ? -1 : 1))
}
