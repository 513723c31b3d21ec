import { type NextRequest, NextResponse } from 'next/server'
import { getToken } from 'next-auth/jwt'
import { sessionCookie } from '@/lib/auth/options'
import { config as portal } from '@/lib/config/config'
import { paths } from '@/lib/paths'

const PUBLIC = /^\/(sign-in$|api\/auth\/|healthz$)/

/**
 * Gives every page its security headers and sends people without a session to sign in. This is a courtesy to the
 * person: what decides is the context that every verb demands.
 */
export default async function proxy(request: NextRequest): Promise<NextResponse> {
  const { pathname, search } = request.nextUrl
  const { secret, baseUrl, development } = portal()
  // A form's call is answered by its action, which says what became of it when nobody is signed in.
  const isAction = request.headers.has('next-action')
  if (
    !isAction &&
    !PUBLIC.test(pathname) &&
    !(await getToken({ req: request, secret, cookieName: sessionCookie(baseUrl).name }))
  )
    return pathname.startsWith('/api/') || request.method !== 'GET'
      ? new NextResponse('Sign in first.', { status: 401 })
      : NextResponse.redirect(new URL(paths.signIn({ next: pathname + search }), request.url))

  const policy = contentSecurityPolicy(btoa(crypto.randomUUID()), development)
  const headers = new Headers(request.headers)
  headers.set('content-security-policy', policy)
  headers.set('x-portal-path', pathname + search)
  const response = NextResponse.next({ request: { headers } })
  response.headers.set('content-security-policy', policy)
  response.headers.set('cache-control', 'private, no-store')
  response.headers.set('referrer-policy', 'same-origin')
  response.headers.set('x-content-type-options', 'nosniff')
  response.headers.set('x-frame-options', 'DENY')
  return response
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

export const config = { matcher: ['/((?!_next/static|icon.svg|favicon.ico).*)'] }
