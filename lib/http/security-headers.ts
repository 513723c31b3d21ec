import 'server-only'
import { randomUUID } from 'node:crypto'
import { contentSecurityPolicy } from './csp'
import { onRequest } from './request-hook'

const TWO_YEARS_S = 2 * 365 * 24 * 60 * 60

/** The headers that all responses share. HSTS leaves out subdomains: the portal does not know whose they are. */
export function securityHeaders(baseUrl: string): Readonly<Record<string, string>> {
  return {
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
    'permissions-policy':
      'camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), publickey-credentials-get=(), usb=()',
    'referrer-policy': 'same-origin',
    'x-content-type-options': 'nosniff',
    'x-frame-options': 'DENY',
    ...(baseUrl.startsWith('https://') && {
      'strict-transport-security': `max-age=${TWO_YEARS_S}`,
    }),
  }
}

/**
 * Sets the security headers on every response of this process. `next.config` and `proxy.ts` do not reach Next's own
 * redirects, errors and static files, and a proxy costs every page half a millisecond.
 */
export function setSecurityHeaders(baseUrl: string, development: boolean): void {
  const headers = new Map(Object.entries(securityHeaders(baseUrl)))
  onRequest(({ request, response }) => {
    response.setHeaders(headers)
    const { url = '' } = request
    // Next sets it for static files.
    if (!url.startsWith('/_next/static/')) response.setHeader('cache-control', 'private, no-store')
    const policy = contentSecurityPolicy(btoa(randomUUID()), development)
    response.setHeader('content-security-policy', policy)
    // Next reads the nonce for its scripts from this header, and pages read their own address; no client can set either.
    request.headers['content-security-policy'] = policy
    request.headers['x-portal-path'] = url
  })
}
