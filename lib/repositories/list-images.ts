import 'server-only'
import { DescribeImagesCommand } from '@aws-sdk/client-ecr'
import { fromAws } from '@/lib/aws/errors'
import { toImage } from '@/lib/aws/from-ecr'
import { readPages } from '@/lib/aws/read-pages'
import type { Context } from '@/lib/context'
import type { Image } from './model'
import type { RepositoryRef } from './reference'

/** All images, newest first. ECR does not sort, so the newest are known only after its last page. */
export async function listImages(ctx: Context, ref: RepositoryRef): Promise<Image[]> {
  const client = ctx.aws.ecr(ref, 'read')
  try {
    const found: Image[] = []
    await readPages(
      'images',
      async (nextToken, { abortSignal }) => {
        const page = await client.send(
          new DescribeImagesCommand({ repositoryName: ref.name, maxResults: 1000, nextToken }),
          { abortSignal },
        )
        return { items: page.imageDetails, nextToken: page.nextToken }
      },
      (images) => found.push(...images.map(toImage)),
    )
    return found.sort((a, b) => (b.pushedAt ?? 0) - (a.pushedAt ?? 0) || (a.digest < b.digest ? -1 : 1))
  } catch (error) {
    throw fromAws(error, `read the images of ${ref.name}`, 'Nothing was changed.')
  }
}
