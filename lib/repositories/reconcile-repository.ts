import 'server-only'
import type { AuditRecord } from '@/lib/audit/chain'
import { type Observation, observationOf, REPOSITORY_GONE } from '@/lib/audit/observation'
import type { OpenIntent } from '@/lib/audit/open-intents'
import { resolveIntent } from '@/lib/audit/record'
import type { Context } from '@/lib/context'
import { getInventory } from '@/lib/inventory/get-inventory'
import { getRepository } from './get-repository'
import type { Repository } from './model'
import { hasRecordedSettings, readRecordedSettings } from './recorded-settings'
import type { RepositoryRef } from './reference'

/** AWS's clock and ours may differ by this much. */
const CLOCKS_MS = 60_000

/** Finds out whether a repository was created, when its creation has no recorded outcome. */
export async function reconcileCreation(
  ctx: Context,
  { record, ref }: OpenIntent<RepositoryRef>,
): Promise<void> {
  const found = await getRepository(ctx, ref)
  await resolveIntent(await ctx.db(), ctx, record, creationObservation(record, found))
  if (found) await (await getInventory()).put(found)
}

/** Finds out whether settings were changed, when their change has no recorded outcome. */
export async function reconcileSettings(
  ctx: Context,
  { record, ref }: OpenIntent<RepositoryRef>,
): Promise<void> {
  const found = await getRepository(ctx, ref)
  const observation = found ? observationOf(record, (text) => hasSettingsOf(text, found)) : REPOSITORY_GONE
  await resolveIntent(await ctx.db(), ctx, record, observation)
  if (found) await (await getInventory()).put(found)
}

function creationObservation(record: AuditRecord, found: Repository | undefined): Observation {
  if (!found)
    return {
      outcome: 'failed',
      words: 'The repository wasn’t created: the portal checked later, and it doesn’t exist.',
    }
  const isNew = found.createdAt !== undefined && found.createdAt >= record.at.getTime() - CLOCKS_MS
  const isAsWanted = hasSettingsOf(record.after, found)
  if (isNew && isAsWanted) return { outcome: 'done' }
  return {
    outcome: 'unknown',
    words: `The portal checked later: a repository with this name exists, but it ${isNew ? 'has other settings' : 'is older'}.`,
  }
}

function hasSettingsOf(text: string | null, found: Repository): boolean {
  const recorded = text === null ? undefined : readRecordedSettings(text)
  return recorded !== undefined && hasRecordedSettings(found, recorded)
}
