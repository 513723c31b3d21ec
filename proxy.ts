import { type NextRequest, NextResponse } from 'next/server'
import { config as portal } from '@/lib/config/config'
import { isTooLarge, TOO_LARGE } from '@/lib/http/body-limit'
import { paths } from '@/lib/paths'
import { sessionCookie } from '@/lib/sessions/cookie'

const PUBLIC = /^\/(sign-in$|api\/auth\/|healthz$|readyz$|metrics$)/

/**
 * Rejects requests that are too large or too early, and redirects people without a session to sign in. It doesn't check
 * whether a session is valid: that is up to the context that every verb requires.
 */
export default function proxy(request: NextRequest): NextResponse {
  if (isTooLarge(request.headers)) return new NextResponse(`${TOO_LARGE}\n`, { status: 413 })
  if (!request.headers.has('x-portal-path'))
    return new NextResponse('The portal is starting. Try again in a moment.\n', {
      status: 503,
      headers: { 'retry-after': '1' },
    })
  const { pathname, search } = request.nextUrl
  // A form's call is answered by its action, which handles a missing session itself.
  const isAction = request.headers.has('next-action')
  if (isAction || PUBLIC.test(pathname) || hasSession(request)) return NextResponse.next()
  return pathname.startsWith('/api/') || request.method !== 'GET'
    ? new NextResponse('Sign in first.', { status: 401 })
    : NextResponse.redirect(new URL(paths.signIn({ next: pathname + search }), request.url))
}

function hasSession({ cookies }: NextRequest): boolean {
  return cookies.has(sessionCookie(portal().baseUrl).name)
}

export const config = {
  // Skips pages requested with a session, static files, and the data that scripts fetch: each of those routes checks
  // the session itself.
  matcher: [
    {
      source:
        '/((?!_next/static|(?:favicon\\.ico|icon\\.svg|icon-\\d+\\.png|apple-touch-icon\\.png|robots\\.txt|accounts\\.schema\\.json|\\.well-known/security\\.txt)$|repositories/(?:search|progress|columns|look-alikes)$).*)',
      missing: [
        { type: 'cookie', key: 'portal-session' },
        { type: 'cookie', key: '__Host-portal-session' },
      ],
    },
    // Next listens before the portal is ready: responses before that have neither headers nor a content policy.
    { source: '/(.*)', missing: [{ type: 'header', key: 'x-portal-path' }] },
    // Matches a million bytes or more, or no declared length.
    { source: '/(.*)', has: [{ type: 'header', key: 'content-length', value: '\\d{7,}' }] },
    { source: '/(.*)', has: [{ type: 'header', key: 'transfer-encoding' }] },
  ],
}
