import 'server-only'
import { GetAccountSettingCommand, GetRegistryPolicyCommand } from '@aws-sdk/client-ecr'
import type { Registry } from '@/lib/accounts/registry'
import type { Aws } from '@/lib/aws/aws'
import { fromAws } from '@/lib/aws/errors'

/** A registry's policy as AWS has it, null for none, and the value of its account setting REGISTRY_POLICY_SCOPE. */
export type RegistryPolicyReading = { policy: string | null; scope: string }

export async function readRegistryPolicy(aws: Aws, registry: Registry): Promise<RegistryPolicyReading> {
  const [policy, scope] = await Promise.all([readRegistryPolicyText(aws, registry), readScope(aws, registry)])
  return { policy, scope }
}

/** Null for none. */
export async function readRegistryPolicyText(aws: Aws, registry: Registry): Promise<string | null> {
  try {
    const answer = await aws.ecr(registry, 'read').send(new GetRegistryPolicyCommand({}))
    return answer.policyText ?? null
  } catch (error) {
    if (error instanceof Error && error.name === 'RegistryPolicyNotFoundException') return null
    throw fromAws(error, 'read the policy of this registry', 'Nothing was changed.')
  }
}

async function readScope(aws: Aws, registry: Registry): Promise<string> {
  try {
    const command = new GetAccountSettingCommand({ name: 'REGISTRY_POLICY_SCOPE' })
    return (await aws.ecr(registry, 'read').send(command)).value ?? ''
  } catch (error) {
    throw fromAws(error, 'read the scope of this registry’s policy', 'Nothing was changed.')
  }
}
