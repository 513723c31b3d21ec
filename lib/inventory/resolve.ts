import type { Account } from '@/lib/accounts/model'
import { parseReference } from '@/lib/repositories/pasted-reference'
import type { RepositoryRef } from '@/lib/repositories/reference'
import { filterOf } from './filter'
import type { RepositoryQuery } from './query'
import type { RegistryIndex } from './registry-index'
import { search } from './search'

/** Where Enter in the search goes: to the pasted repository, known or not, or to the first result. */
export function resolveSearch(
  registries: readonly RegistryIndex[],
  accounts: readonly Account[],
  query: RepositoryQuery,
  typed: string,
): RepositoryRef | undefined {
  const pasted = parseReference(typed)
  if (pasted) return pasted
  if (!query.q) return undefined
  const [first] = search(registries, filterOf(query, accounts)).inOrder(query.sort)
  return first && { ...first.index.registry, name: first.name }
}
