import 'server-only'
import type { Registry } from '@/lib/accounts/registry'
import type { Context } from '@/lib/context'
import type { ReadFailure } from '@/lib/errors/read-failure'
import { parsePolicy } from '@/lib/policy/document'
import type { RegistrySide } from '@/lib/policy/registry-side'
import { loadRegistryPolicy, type StoredRegistryPolicy } from './registry-policies'

/** Every registry is read again within ten minutes; after this, what is known is too old to answer with. */
const TOO_OLD_AFTER_MS = 3_600_000

/** What the portal knows of a registry's policy, how old that is, and why it isn't newer. */
export type RegistryPolicyCopy = {
  side: RegistrySide
  readAt: number | undefined
  failure: ReadFailure | undefined
}

/** Everyone who is signed in may read it. It asks the portal's copy, not AWS. */
export async function getRegistryPolicy(ctx: Context, registry: Registry): Promise<RegistryPolicyCopy> {
  const stored = await loadRegistryPolicy(await ctx.db(), registry)
  return {
    side: sideOf(stored, Date.now()),
    readAt: stored?.reading?.readAt,
    failure: stored?.failure,
  }
}

function sideOf(stored: StoredRegistryPolicy | undefined, now: number): RegistrySide {
  if (!stored?.reading || now - stored.reading.readAt > TOO_OLD_AFTER_MS)
    return {
      state: 'unknown',
      reason: stored?.failure?.message ?? 'The portal hasn’t read the policy of this registry yet.',
    }
  const { policy, scope } = stored.reading
  if (scope !== 'V1' && scope !== 'V2')
    return {
      state: 'unknown',
      reason: `The registry’s policy has the scope ${scope || '(none)'}, which the portal doesn’t know.`,
    }
  if (policy === null) return { state: 'known', scope, document: undefined }
  const parsed = parsePolicy(policy)
  return parsed.ok
    ? { state: 'known', scope, document: parsed.document }
    : { state: 'unknown', reason: 'The portal can’t read the registry’s policy.', text: policy }
}
