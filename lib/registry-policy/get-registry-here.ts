import 'server-only'
import type { Context } from '@/lib/context'
import { toPortalError } from '@/lib/errors/portal-error'
import { type RegistryHere, registryHere } from '@/lib/policy/registry-side'
import { type RepositoryRef, repositoryArn } from '@/lib/repositories/reference'
import { getRegistryPolicy } from './get-registry-policy'

/** What the policy of a repository's registry says of it, as far as the portal knows: without its database, nothing. */
export async function getRegistryHere(ctx: Context, ref: RepositoryRef): Promise<RegistryHere> {
  try {
    const { side } = await getRegistryPolicy(ctx, ref)
    return registryHere(side, repositoryArn(ref))
  } catch (error) {
    if (toPortalError(error, 'reading')?.code === 'database-unavailable') return 'unknown'
    throw error
  }
}
