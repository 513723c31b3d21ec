/** Every address of the portal, as named by its folder in `app`. */
const ROUTES = [
  '/',
  '/access',
  '/accounts',
  '/accounts/check',
  '/activity',
  '/activity/export/[format]',
  '/api/auth/[...nextauth]',
  '/guide',
  '/healthz',
  '/metrics',
  '/open',
  '/readyz',
  '/registries/[account]/[region]',
  '/registries/[account]/[region]/[repository]',
  '/registries/[account]/[region]/[repository]/history',
  '/registries/[account]/[region]/[repository]/permissions',
  '/registries/[account]/[region]/[repository]/settings',
  '/repositories',
  '/repositories/columns',
  '/repositories/export/[format]',
  '/repositories/look-alikes',
  '/repositories/new',
  '/repositories/progress',
  '/repositories/search',
  '/requests',
  '/requests/[id]',
  '/requests/[id]/email',
  '/requests/[id]/reply',
  '/sign-in',
]

/** The files in `public`. */
const FILES = [
  '/.well-known/security.txt',
  '/accounts.schema.json',
  '/apple-touch-icon.png',
  '/favicon.ico',
  '/icon-192.png',
  '/icon-512.png',
  '/icon.svg',
  '/robots.txt',
]

const DYNAMIC = ROUTES.filter((route) => route.includes('[')).map((route) => ({
  route,
  pattern: new RegExp(`^${route.replace(/\[\.\.\.\w+\]/, '.+').replace(/\[\w+\]/g, '[^/]+')}$`),
}))

/** The route of an address: `static` for files, `other` for an address that the portal does not have. */
export function routeOf(url: string): string {
  const [path = ''] = url.split('?', 1)
  if (path.startsWith('/_next/') || FILES.includes(path)) return 'static'
  if (ROUTES.includes(path)) return path
  return DYNAMIC.find(({ pattern }) => pattern.test(path))?.route ?? 'other'
}
