import 'server-only'
import { z } from 'zod'
import { AccountId, findAccount, Region } from '@/lib/accounts/model'
import { recordAudit } from '@/lib/audit/record'
import { authorize } from '@/lib/auth/roles'
import { awsFor } from '@/lib/aws/aws'
import type { Context } from '@/lib/context'
import { parseInput } from '@/lib/errors/parse-input'
import { PortalError } from '@/lib/errors/portal-error'
import type { RegistryCheck } from './check'
import { probeRegistry } from './probe-registry'

const CheckInput = z.object({ account: AccountId, region: Region })

/** Asks AWS what the portal may do in a registry, and records the result. Changes nothing there. */
export async function checkRegistry(ctx: Context, input: unknown): Promise<RegistryCheck> {
  const registry = parseInput(CheckInput, input)
  authorize(ctx.actor, { to: 'accounts.check' })
  const account = findAccount(ctx.accounts, registry.account)
  if (!account?.regions.includes(registry.region))
    throw new PortalError(
      'not-found',
      `The portal has no registry of account ${registry.account} in ${registry.region}.`,
    )
  // Cached credentials would hide that a role no longer lets the portal in.
  const findings = await probeRegistry(awsFor(ctx.actor.id, ctx.accounts), account, registry)
  const at = ctx.now()
  const entry = { action: 'account.check' as const, ref: registry, after: JSON.stringify(findings) }
  await recordAudit(await ctx.db(), { actor: ctx.actor, now: () => at }, entry)
  return { at: at.getTime(), by: ctx.actor.name, findings }
}
