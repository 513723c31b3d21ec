import 'server-only'
import { subscribe } from 'node:diagnostics_channel'
import type { IncomingMessage, ServerResponse } from 'node:http'

const TWO_YEARS_S = 2 * 365 * 24 * 60 * 60

/**
 * What every answer says besides its content. Pages say more precisely what they may load; the proxy gives them a policy
 * with a nonce in place of this one. HSTS leaves out the subdomains: whose they are, the portal does not know.
 */
export function headersOfEveryAnswer(baseUrl: string): Readonly<Record<string, string>> {
  return {
    'content-security-policy':
      "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'",
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
 * Gives every answer of this process these headers, before anything has begun to answer: Next's own redirects, errors and
 * static files pass by what next.config and the proxy set.
 */
export function setHeadersOfEveryAnswer(baseUrl: string): void {
  const headers = new Map(Object.entries(headersOfEveryAnswer(baseUrl)))
  subscribe('http.server.request.start', (message) => {
    // The shape that Node documents for this channel.
    const { request, response } = message as { request: IncomingMessage; response: ServerResponse }
    response.setHeaders(headers)
    // Static files say themselves how long they are kept.
    if (!request.url?.startsWith('/_next/static/')) response.setHeader('cache-control', 'private, no-store')
  })
}
