import { type NextRequest, NextResponse } from 'next/server'
import { isTooLarge, TOO_LARGE } from '@/lib/body-limit'
import { config as portal } from '@/lib/config/config'
import { paths } from '@/lib/paths'
import { sessionCookie } from '@/lib/sessions/cookie'

const PUBLIC = /^\/(sign-in$|api\/auth\/|healthz$|readyz$|metrics$)/

/**
 * Gives every page its policy for scripts and sends people without a session to sign in. Whether the session is a true
 * one is not asked here: what decides is the context that every verb demands.
 */
export default function proxy(request: NextRequest): NextResponse {
  const { pathname, search } = request.nextUrl
  if (isTooLarge(request.headers)) return new NextResponse(`${TOO_LARGE}\n`, { status: 413 })
  const { baseUrl, development } = portal()
  // A form's call is answered by its action, which says what became of it when nobody is signed in.
  const isAction = request.headers.has('next-action')
  if (!isAction && !PUBLIC.test(pathname) && !hasSession(request, baseUrl))
    return pathname.startsWith('/api/') || request.method !== 'GET'
      ? new NextResponse('Sign in first.', { status: 401 })
      : NextResponse.redirect(new URL(paths.signIn({ next: pathname + search }), request.url))

  const policy = contentSecurityPolicy(btoa(crypto.randomUUID()), development)
  const headers = new Headers(request.headers)
  headers.set('content-security-policy', policy)
  headers.set('x-portal-path', pathname + search)
  const response = NextResponse.next({ request: { headers } })
  response.headers.set('content-security-policy', policy)
  return response
}

/** Whether the request brings a session along; a long one comes in several cookies. */
function hasSession({ cookies }: NextRequest, baseUrl: string): boolean {
  const session = sessionCookie(baseUrl)
  return cookies.getAll().some(({ name }) => name.startsWith(session.name))
}

function contentSecurityPolicy(nonce: string, development: boolean): string {
  return [
    "default-src 'self'",
    `script-src 'self' 'nonce-${nonce}' 'strict-dynamic'${development ? " 'unsafe-eval'" : ''}`,
    `style-src 'self' ${development ? "'unsafe-inline'" : `'nonce-${nonce}'`}`,
    "style-src-attr 'unsafe-inline'",
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'self'",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join('; ')
}

export const config = {
  // Static files, and the data that scripts ask for: each of those routes asks for a session itself.
  matcher: [
    '/((?!_next/static|icon.svg|favicon.ico|repositories/search$|repositories/progress$|repositories/columns$|repositories/look-alikes$).*)',
  ],
}
