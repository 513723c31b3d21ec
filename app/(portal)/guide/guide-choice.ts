import { z } from 'zod'
import { findAccount, Region } from '@/lib/accounts/model'
import type { Context } from '@/lib/context'
import { repositoryNameProblem } from '@/lib/repositories/name'
import type { RepositoryRef } from '@/lib/repositories/reference'

const Parameters = z.object({
  account: z.string().catch(''),
  region: Region.catch(''),
  repository: z.string().catch(''),
})

/** Whose place the guide is written for: as the address says, else the first active account and a name of the reader's organisation. */
export function parseGuideChoice(
  parameters: Record<string, string | string[] | undefined>,
  ctx: Pick<Context, 'accounts' | 'actor'>,
): RepositoryRef {
  const { account: wanted, region, repository } = Parameters.parse(parameters)
  const account =
    findAccount(ctx.accounts, wanted) ?? ctx.accounts.find(({ active }) => active) ?? ctx.accounts[0]
  const name = repositoryNameProblem(repository) === undefined ? repository : undefined
  return {
    account: account?.id ?? '',
    region: (account?.regions.includes(region) ? region : account?.regions[0]) ?? '',
    name: name ?? `${ctx.actor.organisations[0] ?? 'cwp'}/test-container`,
  }
}
