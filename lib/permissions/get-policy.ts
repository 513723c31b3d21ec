import 'server-only'
import { GetRepositoryPolicyCommand } from '@aws-sdk/client-ecr'
import { fromAws } from '@/lib/aws/errors'
import type { Context } from '@/lib/context'
import type { RepositoryRef } from '@/lib/repositories/reference'

/** The repository's policy as ECR has it, or undefined when it has none, which is normal and grants nothing. */
export async function getPolicy(ctx: Context, ref: RepositoryRef): Promise<string | undefined> {
  try {
    const answer = await ctx.aws
      .ecr(ref, 'read')
      .send(new GetRepositoryPolicyCommand({ repositoryName: ref.name }))
    return answer.policyText
  } catch (error) {
    if (error instanceof Error && error.name === 'RepositoryPolicyNotFoundException') return undefined
    throw fromAws(error, `read the permissions of ${ref.name}`, 'Nothing was changed.')
  }
}
