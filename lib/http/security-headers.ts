import 'server-only'
import { randomUUID } from 'node:crypto'
import { pagePolicy } from './csp'
import { onEachRequest } from './request-hook'

const TWO_YEARS_S = 2 * 365 * 24 * 60 * 60

/**
 * What every answer says besides its content, and the policy that each has of its own. HSTS leaves out the subdomains: whose
 * they are, the portal does not know.
 */
export function headersOfEveryAnswer(baseUrl: string): Readonly<Record<string, string>> {
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
 * Gives every answer of this process its headers, before anything has begun to answer: Next's own redirects, errors and
 * static files pass by what next.config and a proxy set, and a proxy costs every page half a millisecond.
 */
export function setHeadersOfEveryAnswer(baseUrl: string, development: boolean): void {
  const headers = new Map(Object.entries(headersOfEveryAnswer(baseUrl)))
  onEachRequest(({ request, response }) => {
    response.setHeaders(headers)
    const { url = '' } = request
    // Static files say themselves how long they are kept.
    if (!url.startsWith('/_next/static/')) response.setHeader('cache-control', 'private, no-store')
    const policy = pagePolicy(btoa(randomUUID()), development)
    response.setHeader('content-security-policy', policy)
    // Next takes the nonce of its scripts from here, and a page its own address; whoever asks cannot set either.
    request.headers['content-security-policy'] = policy
    request.headers['x-portal-path'] = url
  })
}
