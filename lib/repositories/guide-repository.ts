import { z } from 'zod'
import { type Account, findAccount, Region } from '@/lib/accounts/model'
import { repositoryNameProblem } from './name'
import type { RepositoryRef } from './reference'

/** The query parameters of the guide. An invalid value counts as absent. */
export const GuideParameters = z.object({
  account: z.string().catch(''),
  region: Region.catch(''),
  repository: z.string().catch(''),
})

/**
 * The repository that the guide is written for: from the address, or else in the first active account, named after the
 * reader's organisation.
 */
export function guideRepository(
  { account: wanted, region, repository }: z.infer<typeof GuideParameters>,
  accounts: readonly Account[],
  organisations: readonly string[],
): RepositoryRef {
  const account = findAccount(accounts, wanted) ?? accounts.find(({ active }) => active) ?? accounts[0]
  const name = repositoryNameProblem(repository) === undefined ? repository : undefined
  return {
    account: account?.id ?? '',
    region: (account?.regions.includes(region) ? region : account?.regions[0]) ?? '',
    name: name ?? `${organisations[0] ?? 'cwp'}/test-container`,
  }
}
