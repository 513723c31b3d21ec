import 'server-only'
import { PutImageScanningConfigurationCommand, PutImageTagMutabilityCommand } from '@aws-sdk/client-ecr'
import { z } from 'zod'
import { findAccount } from '@/lib/accounts/model'
import { audited } from '@/lib/audit/record'
import { authorize } from '@/lib/auth/roles'
import { fromAwsWrite } from '@/lib/aws/errors'
import type { Context } from '@/lib/context'
import { parseInput } from '@/lib/errors/parse-input'
import { PortalError } from '@/lib/errors/portal-error'
import { getInventory } from '@/lib/inventory/get-inventory'
import { checkExclusions, ExclusionFilters, excludesTags, TagMutabilityInput } from './create-input'
import { getRepository } from './get-repository'
import type { Repository } from './model'
import { recordedScan, recordedTags } from './recorded-settings'
import type { RepositoryRef } from './reference'
import { RepositoryRefInput } from './reference-input'
import { sameSettings, sameTagSettings } from './settings'
import { scanWords, settingsWords, tagWords } from './settings-words'
import { toEcrTagMutability } from './tag-mutability'

const SaveSettingsInput = z
  .object({
    ref: RepositoryRefInput,
    mutability: TagMutabilityInput,
    exclusionFilters: ExclusionFilters,
    scanOnPush: z.boolean(),
    /** What the person saw when they chose. */
    base: z.object({
      mutability: z.string(),
      mutabilityExclusions: z.array(z.string()),
      scanOnPush: z.boolean(),
    }),
  })
  .superRefine(checkExclusions)

/**
 * Sets tag mutability and scan on push. Sends only what differs from ECR's current settings, and nothing if those are
 * not what the person saw.
 */
export async function saveSettings(ctx: Context, input: unknown): Promise<Repository> {
  const wanted = parseInput(SaveSettingsInput, input)
  const { ref } = wanted
  const account = findAccount(ctx.accounts, ref.account)
  if (account)
    authorize(ctx.actor, { to: 'settings.save', account, name: ref.name, accounts: ctx.accounts }, { ref })
  const before = account && (await getRepository(ctx, ref))
  if (!before)
    throw new PortalError('not-found', `The repository ${ref.name} no longer exists. Nothing was changed.`)

  if (!sameSettings(before, wanted.base))
    throw new PortalError(
      'conflict',
      `Someone else changed these settings. They’re now: ${settingsWords(before)}. Your change wasn’t saved. Reload the page, then choose again.`,
    )

  const filters = excludesTags(wanted.mutability) ? wanted.exclusionFilters : []
  const after = {
    ...before,
    mutability: wanted.mutability,
    mutabilityExclusions: filters,
    scanOnPush: wanted.scanOnPush,
  }
  const client = ctx.aws.ecr(ref, 'write')
  if (!sameTagSettings(before, after)) {
    const record = { before: recordedTags(before), after: recordedTags(after) }
    await change(ctx, ref, record, tagWords(after), () =>
      client.send(
        new PutImageTagMutabilityCommand({
          repositoryName: ref.name,
          ...toEcrTagMutability(wanted.mutability, filters),
        }),
      ),
    )
  }
  if (before.scanOnPush !== after.scanOnPush) {
    const record = { before: recordedScan(before), after: recordedScan(after) }
    await change(ctx, ref, record, scanWords(after), () =>
      client.send(
        new PutImageScanningConfigurationCommand({
          repositoryName: ref.name,
          imageScanningConfiguration: { scanOnPush: after.scanOnPush },
        }),
      ),
    )
  }
  await (await getInventory()).put(after)
  return after
}

async function change(
  ctx: Context,
  ref: RepositoryRef,
  record: { before: string; after: string },
  wantedWords: string,
  call: () => Promise<{ $metadata: { requestId?: string } }>,
) {
  try {
    await audited(
      ctx,
      { action: 'settings.save', ref, ...record },
      call,
      ({ $metadata }) => $metadata.requestId,
    )
  } catch (error) {
    throw fromAwsWrite(error, `change the settings of ${ref.name}`, `“${wantedWords}” wasn’t set.`)
  }
}
