import 'server-only'
import type { Context } from '@/lib/context'
import { type RegistryHere, registryHere } from '@/lib/policy/registry-side'
import { type RepositoryRef, repositoryArn } from '@/lib/repositories/reference'
import { getRegistryPolicy } from './get-registry-policy'

/** What the policy of a repository's registry says of it, as far as the portal knows. */
export async function getRegistryHere(ctx: Context, ref: RepositoryRef): Promise<RegistryHere> {
  const { side } = await getRegistryPolicy(ctx, ref)
  return registryHere(side, repositoryArn(ref))
}
