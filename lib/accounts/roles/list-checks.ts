import 'server-only'
import { z } from 'zod'
import { type Registry, registryKey } from '@/lib/accounts/registry'
import { lastChecks } from '@/lib/audit/last-checks'
import { authorize } from '@/lib/auth/roles'
import type { Context } from '@/lib/context'
import { Finding, type RegistryCheck } from './check'

const Findings = z.array(Finding)

/** The last check of each of these registries, in the same order; undefined if it was never checked. */
export async function listChecks(
  ctx: Context,
  registries: readonly Registry[],
): Promise<(RegistryCheck | undefined)[]> {
  authorize(ctx.actor, { to: 'accounts.check' })
  const checks = new Map(
    (await lastChecks(ctx)).map(({ at, actorName, after, ...registry }) => [
      registryKey(registry),
      { at: at.getTime(), by: actorName, findings: Findings.parse(JSON.parse(after)) },
    ]),
  )
  return registries.map((registry) => checks.get(registryKey(registry)))
}
