import { paths } from '@/lib/paths'

/** The places that every page leads to. `within` are the beginnings of the addresses that belong to one. */
export const PLACES = [
  { name: 'Repositories', href: paths.repositories(), within: ['/repositories', '/registries'] },
  { name: 'Access', href: paths.access(), within: ['/access'] },
  { name: 'Requests', href: paths.requests(), within: ['/requests'] },
  { name: 'Activity', href: paths.activity(), within: ['/activity'] },
  { name: 'Guide', href: paths.guide(), within: ['/guide'] },
]
