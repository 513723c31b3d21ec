import 'server-only'
import { GetLifecyclePolicyCommand } from '@aws-sdk/client-ecr'
import { fromAws } from '@/lib/aws/errors'
import type { Context } from '@/lib/context'
import type { RepositoryRef } from './reference'

/** The lifecycle policy's JSON text; undefined when the repository has none, which is normal. */
export async function getLifecyclePolicy(ctx: Context, ref: RepositoryRef): Promise<string | undefined> {
  try {
    const answer = await ctx.aws
      .ecr(ref, 'read')
      .send(new GetLifecyclePolicyCommand({ repositoryName: ref.name }))
    return answer.lifecyclePolicyText
  } catch (error) {
    if (error instanceof Error && error.name === 'LifecyclePolicyNotFoundException') return undefined
    throw fromAws(error, `read the lifecycle policy of ${ref.name}`, 'Nothing was changed.')
  }
}
