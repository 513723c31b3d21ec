import { paths } from '@/lib/paths'

/** The links in every page’s header. `within` lists the address prefixes that belong to one. */
export const NAV_LINKS = [
  {
    id: 'repositories',
    name: 'Repositories',
    href: paths.repositories(),
    within: ['/repositories', '/registries'],
  },
  { id: 'access', name: 'Access', href: paths.access(), within: ['/access'] },
  { id: 'requests', name: 'Requests', href: paths.requests(), within: ['/requests'] },
  { id: 'activity', name: 'Activity', href: paths.activity(), within: ['/activity'] },
  { id: 'guide', name: 'Guide', href: paths.guide(), within: ['/guide'] },
]
