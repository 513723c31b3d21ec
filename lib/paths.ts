import type { Registry } from '@/lib/accounts/registry'
import { type RepositoryRef, toPath } from '@/lib/repositories/reference'

type Parameters = Record<string, string | number | undefined>

function withQuery(path: string, parameters: Parameters = {}): string {
  const query = new URLSearchParams()
  for (const [key, value] of Object.entries(parameters))
    if (value !== undefined && value !== '') query.set(key, String(value))
  const text = query.toString()
  return text ? `${path}?${text}` : path
}

export type RepositoryTab = 'images' | 'permissions' | 'settings' | 'history'

/** Every address of the portal, in one place. */
export const paths = {
  home: (parameters?: { q?: string }) => withQuery('/', parameters),
  open: (parameters: { q: string }) => withQuery('/open', parameters),
  repositories: (parameters?: Parameters) => withQuery('/repositories', parameters),
  /** `address` contains the list's parameters, as in its own address. */
  search: (address: string) => `/repositories/search?${address}`,
  export: (format: 'csv' | 'json', address: string) => `/repositories/export/${format}?${address}`,
  // An empty search is a search too.
  progress: (search?: string) =>
    `/repositories/progress${search === undefined ? '' : `?${new URLSearchParams({ search })}`}`,
  columns: () => '/repositories/columns',
  lookAlikes: (parameters: { name: string }) => withQuery('/repositories/look-alikes', parameters),
  newRepository: (parameters?: {
    name?: string
    account?: string | undefined
    region?: string | undefined
  }) => withQuery('/repositories/new', parameters),
  registry: ({ account, region }: Registry, parameters?: { restore: number }) =>
    withQuery(`/registries/${account}/${region}`, parameters),
  repository: (ref: RepositoryRef, tab: RepositoryTab = 'images', parameters?: Parameters) =>
    withQuery(
      `/registries/${ref.account}/${ref.region}/${encodeURIComponent(toPath(ref.name)).replaceAll('%3A', ':')}${tab === 'images' ? '' : `/${tab}`}`,
      parameters,
    ),
  access: (parameters?: Parameters) => withQuery('/access', parameters),
  requests: (parameters?: Parameters) => withQuery('/requests', parameters),
  request: (id: number) => `/requests/${id}`,
  requestEmail: (id: number) => `/requests/${id}/email`,
  requestReply: (id: number) => `/requests/${id}/reply`,
  activity: (parameters?: Parameters) => withQuery('/activity', parameters),
  accounts: () => '/accounts',
  checkRegistry: ({ account, region }: Registry) => withQuery('/accounts/check', { account, region }),
  activityExport: (format: 'csv' | 'json', parameters?: Parameters) =>
    withQuery(`/activity/export/${format}`, parameters),
  guide: (parameters?: Parameters) => withQuery('/guide', parameters),
  signIn: (parameters?: { next?: string | undefined; error?: string }) => withQuery('/sign-in', parameters),
}

/**
 * A page of ours from untrusted text, else the first page: never an address on another host. The text may start with
 * our own origin, if one is given.
 */
export function ownPath(text: unknown, origin?: string): string {
  if (typeof text !== 'string') return '/'
  if (origin && text.startsWith(`${origin}/`)) return ownPath(text.slice(origin.length))
  if (!/^\/(?![/\\])/.test(text)) return '/'
  const base = 'http://portal.invalid'
  if (!URL.canParse(text, base)) return '/'
  const url = new URL(text, base)
  // Next's router adds it to its requests; it is never in an address that a person sees.
  if (url.searchParams.has('_rsc')) url.searchParams.delete('_rsc')
  // `/.//host` would end up as `//host`, which browsers take for another host.
  const isOurs = url.origin === base && !url.pathname.startsWith('//') && url.pathname !== '/sign-in'
  return isOurs ? url.pathname + url.search : '/'
}
