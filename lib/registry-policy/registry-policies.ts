import 'server-only'
import { and, eq, sql } from 'drizzle-orm'
import type { Registry } from '@/lib/accounts/registry'
import type { Db } from '@/lib/db/db'
import { registryPolicies } from '@/lib/db/schema'
import type { ReadFailure } from '@/lib/errors/read-failure'
import type { RegistryPolicyReading } from './read-registry-policy'

/** The last reading of a registry's policy that succeeded, and why a later one failed. */
export type StoredRegistryPolicy = {
  reading: (RegistryPolicyReading & { readAt: number }) | undefined
  failure: ReadFailure | undefined
}

export async function storeReading(
  db: Db,
  { account, region }: Registry,
  { policy, scope }: RegistryPolicyReading,
): Promise<void> {
  const read = { policy, scope, readAt: sql`now()`, failure: null }
  await db
    .insert(registryPolicies)
    .values({ account, region, ...read })
    .onConflictDoUpdate({ target: [registryPolicies.account, registryPolicies.region], set: read })
}

export async function storeFailure(
  db: Db,
  { account, region }: Registry,
  failure: ReadFailure,
): Promise<void> {
  await db
    .insert(registryPolicies)
    .values({ account, region, failure })
    .onConflictDoUpdate({
      target: [registryPolicies.account, registryPolicies.region],
      set: { failure },
    })
}

/** Undefined before anything was read. */
export async function loadRegistryPolicy(
  db: Db,
  { account, region }: Registry,
): Promise<StoredRegistryPolicy | undefined> {
  const [row] = await db
    .select()
    .from(registryPolicies)
    .where(and(eq(registryPolicies.account, account), eq(registryPolicies.region, region)))
  if (!row) return undefined
  const { policy, scope, readAt, failure } = row
  return {
    reading: readAt && scope !== null ? { policy, scope, readAt: readAt.getTime() } : undefined,
    failure: failure ?? undefined,
  }
}
