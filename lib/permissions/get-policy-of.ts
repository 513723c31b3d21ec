import 'server-only'
import { isKnownRegistry } from '@/lib/accounts/model'
import type { Context } from '@/lib/context'
import { parseInput } from '@/lib/errors/parse-input'
import { PortalError } from '@/lib/errors/portal-error'
import { RepositoryRefInput } from '@/lib/repositories/reference-input'
import { getPolicy } from './get-policy'

/** The policy of any repository; null for none. Everyone who is signed in may read every policy. */
export async function getPolicyOf(ctx: Context, input: unknown): Promise<string | null> {
  const ref = parseInput(RepositoryRefInput, input)
  if (!isKnownRegistry(ctx.accounts, ref))
    throw new PortalError(
      'not-found',
      `The portal has no registry of account ${ref.account} in ${ref.region}. Nothing was read.`,
    )
  return (await getPolicy(ctx, ref)) ?? null
}
