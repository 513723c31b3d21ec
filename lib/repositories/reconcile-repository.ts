import 'server-only'
import type { AuditRecord } from '@/lib/audit/chain'
import { REPOSITORY_GONE, type Sighting, sightingOf } from '@/lib/audit/observation'
import type { OpenIntent } from '@/lib/audit/open-intents'
import { settleIntent } from '@/lib/audit/record'
import type { Context } from '@/lib/context'
import { getInventory } from '@/lib/inventory/get-inventory'
import { getRepository } from './get-repository'
import type { Repository } from './model'
import { hasRecordedSettings, readRecordedSettings } from './recorded-settings'

/** AWS's clock and ours may differ by this much. */
const CLOCKS_MS = 60_000

/** Looks whether a repository was created whose creation has no recorded outcome. */
export async function settleCreation(ctx: Context, { record, ref }: OpenIntent): Promise<void> {
  const found = await getRepository(ctx, ref)
  await settleIntent(await ctx.db(), ctx, record, creationSighting(record, found))
  if (found) await (await getInventory()).put(found)
}

/** Looks whether settings were changed whose change has no recorded outcome. */
export async function settleSettings(ctx: Context, { record, ref }: OpenIntent): Promise<void> {
  const found = await getRepository(ctx, ref)
  const sighting = found ? sightingOf(record, (text) => hasSettingsOf(text, found)) : REPOSITORY_GONE
  await settleIntent(await ctx.db(), ctx, record, sighting)
  if (found) await (await getInventory()).put(found)
}

function creationSighting(record: AuditRecord, found: Repository | undefined): Sighting {
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
