import 'server-only'
import { z } from 'zod'
import { AccountId, isKnownRegistry, Region } from '@/lib/accounts/model'
import type { Registry } from '@/lib/accounts/registry'
import { registryName } from '@/lib/accounts/registry-name'
import { authorize } from '@/lib/auth/roles'
import type { Context } from '@/lib/context'
import { parseInput } from '@/lib/errors/parse-input'
import { PortalError } from '@/lib/errors/portal-error'
import { newErrors } from '@/lib/policy/lint/new-findings'
import { refreshRegistryPolicy } from '@/lib/registry-policy/refresh-registry-policy'
import { changePolicy, type Judge, type PolicySaving } from './change-policy'
import { judgeRegistryChange } from './judge-registry-change'
import { isConfirmed, PolicyChangeInput, parseDraft } from './policy-input'
import { withPolicyLease } from './policy-lease'

const RegistryInput = z.object({ account: AccountId, region: Region })
const SaveRegistryPolicyInput = PolicyChangeInput.omit({ force: true }).extend({ ref: RegistryInput })

/** Replaces or deletes a registry's policy, which applies to all its repositories. Only for operations. */
export async function saveRegistryPolicy(ctx: Context, input: unknown): Promise<PolicySaving> {
  const { ref, base, draft: text, reason, typedName } = parseInput(SaveRegistryPolicyInput, input)
  requireRegistry(ctx, ref)
  authorize(ctx.actor, { to: 'registry.save' }, { ref })
  const draft = parseDraft(text)
  const confirmed = isConfirmed(typedName, registryName(ref, ctx.accounts))

  const judge: Judge = async (before) => {
    const { effects, lockOuts, undecided } = await judgeRegistryChange(ctx, ref, before, draft)
    const lintContext = {
      owner: ref.account,
      accounts: ctx.accounts,
      region: ref.region,
      policyOf: 'registry' as const,
    }
    return {
      errors: newErrors(before, draft, lintContext),
      because: [
        ...new Set([
          ...effects.flatMap(({ dangers }) => dangers),
          ...lockOuts,
          ...(undecided ? [UNDECIDED] : []),
        ]),
      ],
      needsForce: false,
    }
  }
  const change = { base, draft, reason, confirmed, force: false }
  const saving = await withPolicyLease(ctx, ref, (lease) => changePolicy(ctx, ref, change, lease, judge))
  if (saving.outcome === 'saved') await refreshRegistryPolicy(ctx.aws, ref)
  return saving
}

const PreviewInput = z.object({
  ref: RegistryInput,
  before: PolicyChangeInput.shape.base,
  after: PolicyChangeInput.shape.draft,
})

/** What a change would do to each repository. Changes nothing. Only for operations, who alone can save it. */
export async function previewRegistryPolicy(ctx: Context, input: unknown) {
  const { ref, before, after } = parseInput(PreviewInput, input)
  requireRegistry(ctx, ref)
  authorize(ctx.actor, { to: 'registry.save' }, { ref })
  return judgeRegistryChange(ctx, ref, parseDraft(before), parseDraft(after))
}

const UNDECIDED =
  'The portal can’t tell for which repositories this makes a difference: there are too many kinds of them, or a Resource contains a variable.'

function requireRegistry(ctx: Context, ref: Registry): void {
  if (isKnownRegistry(ctx.accounts, ref)) return
  throw new PortalError(
    'not-found',
    `The portal has no registry of account ${ref.account} in ${ref.region}. Nothing was changed.`,
  )
}
