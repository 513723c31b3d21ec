import 'server-only'
import { PutImageScanningConfigurationCommand, PutImageTagMutabilityCommand } from '@aws-sdk/client-ecr'
import { z } from 'zod'
import { findAccount } from '@/lib/accounts/model'
import { audited } from '@/lib/audit/record'
import { authorize } from '@/lib/auth/roles'
import { fromAws } from '@/lib/aws/errors'
import type { Context } from '@/lib/context'
import { PortalError } from '@/lib/errors'
import { getInventory } from '@/lib/inventory/inventory'
import { parseInput } from '@/lib/parse-input'
import { ExclusionFilters, excludesTags, TagMutabilityInput } from './create-input'
import { getRepository } from './get-repository'
import type { Repository } from './model'
import type { RepositoryRef } from './reference'
import { RepositoryRefInput } from './reference-input'

const SaveSettingsInput = z
  .object({
    ref: RepositoryRefInput,
    mutability: TagMutabilityInput,
    exclusionFilters: ExclusionFilters,
    scanOnPush: z.boolean(),
  })
  .refine((input) => !excludesTags(input.mutability) || input.exclusionFilters.length > 0, {
    path: ['exclusionFilters'],
    message: 'Enter at least one tag filter, for example latest or dev-*.',
  })

/** Sets tag mutability and scan on push. Only what differs from ECR's present answer is sent. */
export async function saveSettings(ctx: Context, input: unknown): Promise<Repository> {
  const wanted = parseInput(SaveSettingsInput, input)
  const { ref } = wanted
  const account = findAccount(ctx.accounts, ref.account)
  const before = account && (await getRepository(ctx, ref))
  if (!before)
    throw new PortalError(
      'not-found',
      `There is no repository ${ref.name} there any more. Nothing was changed.`,
    )
  authorize(ctx.actor, { to: 'settings.save', account, name: ref.name, accounts: ctx.accounts })

  const filters = excludesTags(wanted.mutability) ? wanted.exclusionFilters : []
  const client = ctx.aws.ecr(ref, 'write')
  if (before.mutability !== wanted.mutability || before.mutabilityExclusions.join() !== filters.join())
    await change(
      ctx,
      ref,
      tagSettings(before.mutability, before.mutabilityExclusions),
      tagSettings(wanted.mutability, filters),
      () =>
        client.send(
          new PutImageTagMutabilityCommand({
            repositoryName: ref.name,
            imageTagMutability: wanted.mutability,
            ...(filters.length > 0 && {
              imageTagMutabilityExclusionFilters: filters.map((filter) => ({
                filterType: 'WILDCARD',
                filter,
              })),
            }),
          }),
        ),
    )
  if (before.scanOnPush !== wanted.scanOnPush)
    await change(ctx, ref, scanSettings(before.scanOnPush), scanSettings(wanted.scanOnPush), () =>
      client.send(
        new PutImageScanningConfigurationCommand({
          repositoryName: ref.name,
          imageScanningConfiguration: { scanOnPush: wanted.scanOnPush },
        }),
      ),
    )
  const after = {
    ...before,
    mutability: wanted.mutability,
    mutabilityExclusions: filters,
    scanOnPush: wanted.scanOnPush,
  }
  ;(await getInventory()).put(after)
  return after
}

async function change(
  ctx: Context,
  ref: RepositoryRef,
  before: string,
  after: string,
  call: () => Promise<{ $metadata: { requestId?: string } }>,
) {
  try {
    await audited(
      ctx,
      { action: 'settings.save', ref, before, after },
      call,
      ({ $metadata }) => $metadata.requestId,
    )
  } catch (error) {
    throw fromAws(error, `change the settings of ${ref.name}`, `“${after}” was not set.`)
  }
}

function tagSettings(mutability: string, filters: readonly string[]): string {
  return filters.length > 0 ? `tags ${mutability} except ${filters.join(', ')}` : `tags ${mutability}`
}

function scanSettings(scanOnPush: boolean): string {
  return `scan on push ${scanOnPush ? 'on' : 'off'}`
}
