import 'server-only'
import { GetRepositoryPolicyCommand } from '@aws-sdk/client-ecr'
import { fromAws } from '@/lib/aws/errors'
import type { Context } from '@/lib/context'
import type { RepositoryRef } from '@/lib/repositories/reference'
import { detectOutsideChange } from './last-seen-policy'

/**
 * The repository's policy from ECR; undefined if it has none, which is normal and grants nothing. Records a change that was
 * made elsewhere.
 */
export async function getPolicy(ctx: Context, ref: RepositoryRef): Promise<string | undefined> {
  return (await detectOutsideChange(ctx, ref, () => readPolicy(ctx, ref))) ?? undefined
}

/** The same, null for none, and nothing is recorded: for whoever holds the policy's lease. */
export async function readPolicy(ctx: Context, ref: RepositoryRef): Promise<string | null> {
  try {
    const answer = await ctx.aws
      .ecr(ref, 'read')
      .send(new GetRepositoryPolicyCommand({ repositoryName: ref.name }))
    return answer.policyText ?? null
  } catch (error) {
    if (error instanceof Error && error.name === 'RepositoryPolicyNotFoundException') return null
    throw fromAws(error, `read the permissions of ${ref.name}`, 'Nothing was changed.')
  }
}
