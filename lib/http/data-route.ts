import 'server-only'
import { config } from '@/lib/config/config'
import type { Context } from '@/lib/context'
import { attempt, PortalError } from '@/lib/errors/portal-error'
import { getContext } from '@/lib/request-context'
import { rateLimitKey } from '@/lib/sessions/session'
import { isSameOrigin } from './csrf'
import { RATE_LIMITS, RateLimited, rateLimiter } from './rate-limit'

const limitRate = rateLimiter(RATE_LIMITS.refreshes)

/**
 * Turns a function into a route handler for a page's script: 401 when signed out, 429 when rate-limited (the script has
 * messages for both), never a redirect to the sign-in page. `proxy.ts` rejects oversized requests and leaves everything
 * else about these addresses to them. A route that records something is a write, and has to be marked as one.
 */
export function dataRoute(
  answer: (ctx: Context, parameters: URLSearchParams) => Promise<Response>,
  use: 'read' | 'write' = 'read',
) {
  return async (request: Request): Promise<Response> => {
    const isReading = request.method === 'GET'
    if (!isReading && !isSameOrigin(request.headers, config().baseUrl))
      return new Response('This call didn’t come from one of the portal’s pages.\n', { status: 403 })
    const refused = isReading ? undefined : tooOften(await rateLimitKey())
    if (refused) return refused
    const ctx = await attempt(getContext(use))
    if (ctx instanceof PortalError) return new Response(`${ctx.message}\n`, { status: 503 })
    if (!ctx) return new Response('Sign in first.\n', { status: 401 })
    return answer(ctx, new URL(request.url).searchParams)
  }
}

/** The 429 response for a person over the rate limit, else undefined. */
function tooOften(person: string | undefined): Response | undefined {
  try {
    if (person !== undefined) limitRate(person, new Date())
    return undefined
  } catch (error) {
    if (!(error instanceof RateLimited)) throw error
    const headers = { 'retry-after': String(error.retryAfterSeconds) }
    return new Response(`${error.message}\n`, { status: 429, headers })
  }
}
