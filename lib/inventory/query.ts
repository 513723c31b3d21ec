import { z } from 'zod'
import { AccountId, Region } from '@/lib/accounts/model'

const SORTS = ['relevance', 'name', 'newest'] as const

const absent = undefined
const flag = z.enum(['yes', 'no']).optional().catch(absent)

/** The query parameters of the list. An invalid value counts as absent. */
export const RepositoryQuery = z.object({
  q: z
    .string()
    .transform((text) => text.slice(0, 300).trim())
    .catch(''),
  account: AccountId.optional().catch(absent),
  region: Region.optional().catch(absent),
  organisation: z
    .string()
    .regex(/^[a-z0-9._-]{1,256}$/)
    .optional()
    .catch(absent),
  active: flag,
  mutability: z
    .enum(['MUTABLE', 'IMMUTABLE', 'MUTABLE_WITH_EXCLUSION', 'IMMUTABLE_WITH_EXCLUSION'])
    .optional()
    .catch(absent),
  scan: flag,
  sort: z.enum(SORTS).catch('relevance'),
  page: z.coerce.number().int().min(1).max(1_000_000).catch(1),
})
export type RepositoryQuery = z.infer<typeof RepositoryQuery>

type SearchParameters = Record<string, string | string[] | undefined>

export function parseQuery(parameters: SearchParameters): RepositoryQuery {
  const first = Object.entries(parameters).map(([key, value]) => [
    key,
    Array.isArray(value) ? value[0] : value,
  ])
  return RepositoryQuery.parse(Object.fromEntries(first.filter(([, value]) => value !== '')))
}

/** The query as address parameters, without defaults. Applies `changes` and goes back to the first page. */
export function queryParameters(query: RepositoryQuery, changes: Partial<RepositoryQuery> = {}) {
  const next = { ...query, page: 1, ...changes }
  return {
    ...next,
    sort: next.sort === 'relevance' ? undefined : next.sort,
    page: next.page === 1 ? undefined : next.page,
  }
}
