import 'server-only'
import type { z } from 'zod'
import { type Account, findAccount } from '@/lib/accounts/model'
import { authorize } from '@/lib/auth/roles'
import type { Context } from '@/lib/context'
import { parseInput } from '@/lib/errors/parse-input'
import { PortalError } from '@/lib/errors/portal-error'
import { dangersOf, findRisks } from '@/lib/policy/compare/risks'
import { newErrors } from '@/lib/policy/lint/new-findings'
import { getRegistryHere } from '@/lib/registry-policy/get-registry-here'
import type { RepositoryRef } from '@/lib/repositories/reference'
import { RepositoryRefInput } from '@/lib/repositories/reference-input'
import { inTurns } from '@/lib/runtime/in-turns'
import { changePolicy, type Judge, type PolicySaving } from './change-policy'
import { isConfirmed, PolicyChangeInput, parseDraft } from './policy-input'
import { withPolicyLease } from './policy-lease'

const SavePolicyInput = PolicyChangeInput.extend({ ref: RepositoryRefInput })
type Wanted = z.output<typeof SavePolicyInput>

const FORCED = 'forced past AWS’s lockout check'

/** Replaces or deletes a repository's policy, for one person at a time. */
export async function savePolicy(ctx: Context, input: unknown): Promise<PolicySaving> {
  const wanted = parseInput(SavePolicyInput, input)
  const { ref, base, force } = wanted
  const account = requireAccount(ctx, ref)
  const draft = parseDraft(wanted.draft)
  // Once before reading anything of the repository, and once with the risks of the change.
  authorizeSaving(ctx, wanted, account, [])
  if (wanted.typedName !== undefined || force) authorizeForcing(ctx, ref)
  const confirmed = isConfirmed(wanted.typedName ?? (force ? '' : undefined), ref.name)
  const reason = force ? [wanted.reason, FORCED].filter(Boolean).join(' · ') : wanted.reason

  const judge: Judge = async (before) => {
    const { accounts, organizationIds } = ctx
    const registry = await getRegistryHere(ctx, ref)
    const context = { owner: account.id, accounts, organizationIds, registry, region: ref.region }
    const risks = await inTurns(findRisks(before, draft, context))
    authorizeSaving(
      ctx,
      wanted,
      account,
      risks.map(({ sentence }) => sentence),
    )
    const { openings, lockOuts } = dangersOf(risks)
    return {
      errors: newErrors(before, draft, context),
      because: [...openings, ...lockOuts],
      needsForce: lockOuts.length > 0,
    }
  }
  const change = { base, draft, reason, confirmed, force }
  const saving = await withPolicyLease(ctx, ref, (lease) => changePolicy(ctx, ref, change, lease, judge))
  if (saving.outcome === 'unconfirmed') authorizeForcing(ctx, ref)
  return saving
}

function requireAccount(ctx: Context, ref: RepositoryRef): Account {
  const account = findAccount(ctx.accounts, ref.account)
  if (account?.regions.includes(ref.region)) return account
  throw new PortalError(
    'not-found',
    `The portal has no registry of account ${ref.account} in ${ref.region}. Nothing was changed.`,
  )
}

function authorizeSaving(ctx: Context, { ref }: Wanted, account: Account, risks: readonly string[]): void {
  authorize(
    ctx.actor,
    { to: 'permissions.save', account, name: ref.name, accounts: ctx.accounts, risks },
    { ref },
  )
}

function authorizeForcing(ctx: Context, ref: RepositoryRef): void {
  authorize(ctx.actor, { to: 'permissions.force' }, { ref })
}
