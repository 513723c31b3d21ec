import type { Account } from '@/lib/accounts/model'
import { parseOldConsoleLink, parseReference, type RepositoryRef } from '@/lib/repositories/reference'
import type { RegistryCopy } from './model'
import type { RepositoryQuery } from './query'
import { matchRepositories } from './search'

/** Where Enter in the search goes: to the repository that was pasted, or to the first hit. */
export function resolveSearch(
  copies: readonly RegistryCopy[],
  accounts: readonly Account[],
  query: RepositoryQuery,
  typed: string,
): RepositoryRef | undefined {
  const pasted = parseReference(typed)
  if (pasted) return pasted
  const link = parseOldConsoleLink(typed)
  if (link)
    return copies
      .filter(({ registry }) => registry.region === link.region)
      .flatMap(({ repositories }) => repositories)
      .find(({ name }) => name === link.name)
  return query.q ? matchRepositories(copies, accounts, query)[0] : undefined
}
