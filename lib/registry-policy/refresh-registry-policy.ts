import 'server-only'
import type { Registry } from '@/lib/accounts/registry'
import type { Aws } from '@/lib/aws/aws'
import { readFailureOf } from '@/lib/aws/read-failure'
import { getDb } from '@/lib/db/db'
import { log } from '@/lib/runtime/log'
import { readRegistryPolicy } from './read-registry-policy'
import { storeFailure, storeReading } from './registry-policies'

/**
 * Reads a registry's policy and stores it for all processes, or stores why that failed. Never rejects: a registry whose
 * policy can't be read is still searched.
 */
export async function refreshRegistryPolicy(aws: Aws, registry: Registry): Promise<void> {
  try {
    const reading = await readRegistryPolicy(aws, registry).catch((error: unknown) =>
      readFailureOf(error, 'the policy of this registry', registry, Date.now()),
    )
    const db = await getDb()
    await ('scope' in reading ? storeReading(db, registry, reading) : storeFailure(db, registry, reading))
  } catch (error) {
    log.error({ err: error, registry }, 'the policy of a registry could not be stored')
  }
}
