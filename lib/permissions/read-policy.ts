import 'server-only'
import { GetRepositoryPolicyCommand } from '@aws-sdk/client-ecr'
import { fromAws } from '@/lib/aws/errors'
import type { Context } from '@/lib/context'
import { readRegistryPolicyText } from '@/lib/registry-policy/read-registry-policy'
import { isRepository, type PolicyTarget } from './policy-target'

/** The policy as AWS has it, null for none. Nothing is recorded: for whoever holds the policy's lease. */
export async function readPolicy(ctx: Context, target: PolicyTarget): Promise<string | null> {
  if (!isRepository(target)) return readRegistryPolicyText(ctx.aws, target)
  try {
    const answer = await ctx.aws
      .ecr(target, 'read')
      .send(new GetRepositoryPolicyCommand({ repositoryName: target.name }))
    return answer.policyText ?? null
  } catch (error) {
    if (error instanceof Error && error.name === 'RepositoryPolicyNotFoundException') return null
    throw fromAws(error, `read the permissions of ${target.name}`, 'Nothing was changed.')
  }
}
