import 'server-only'
import type { NextAuthOptions } from 'next-auth'
import CredentialsProvider from 'next-auth/providers/credentials'
import { z } from 'zod'
import { type Config, config } from '@/lib/config/config'
import { LOCAL_USERS } from './local-users'
import { Actor, organisationsOf } from './roles'

const EIGHT_HOURS = 8 * 60 * 60

/** The cookie that holds the session. `__Host-` binds it to this host, and browsers accept that over https only. */
export function sessionCookie(baseUrl: string): { name: string; secure: boolean } {
  const secure = baseUrl.startsWith('https://')
  return { name: secure ? '__Host-portal-session' : 'portal-session', secure }
}

const OidcClaims = z.object({
  sub: z.string().min(1),
  name: z.string().optional(),
  email: z.email().optional().catch(undefined),
  groups: z.array(z.string()).optional(),
})

function localSignIn(): NextAuthOptions['providers'][number] {
  return CredentialsProvider({
    id: 'local',
    name: 'Sandbox user',
    credentials: { user: { label: 'User', type: 'text' } },
    authorize: (credentials) => LOCAL_USERS.find((user) => user.name === credentials?.user) ?? null,
  })
}

function singleSignOn(oidc: NonNullable<Config['oidc']>): NextAuthOptions['providers'][number] {
  return {
    id: 'oidc',
    name: 'Single sign-on',
    type: 'oauth',
    wellKnown: `${oidc.issuer.replace(/\/+$/, '')}/.well-known/openid-configuration`,
    issuer: oidc.issuer,
    clientId: oidc.clientId,
    clientSecret: oidc.clientSecret,
    idToken: true,
    checks: ['pkce', 'state', 'nonce'],
    authorization: { params: { scope: 'openid profile email groups' } },
    profile(raw: unknown) {
      const claims = OidcClaims.parse(raw)
      const groups = claims.groups ?? []
      const actor: Actor = {
        id: claims.sub,
        name: claims.name ?? claims.sub,
        email: claims.email,
        role: groups.includes(oidc.opsGroup) ? 'ops' : 'engineer',
        organisations: organisationsOf(groups, config().accountsFile.accounts),
      }
      return actor
    },
  }
}

/** next-auth's settings: the only place that knows how people sign in. */
export function authOptions(): NextAuthOptions {
  const { baseUrl, secret, oidc } = config()
  const cookie = sessionCookie(baseUrl)
  return {
    secret,
    providers: [oidc ? singleSignOn(oidc) : localSignIn()],
    pages: { signIn: '/sign-in', error: '/sign-in' },
    session: { strategy: 'jwt', maxAge: EIGHT_HOURS },
    cookies: {
      sessionToken: {
        name: cookie.name,
        options: { httpOnly: true, sameSite: 'lax', path: '/', secure: cookie.secure },
      },
    },
    callbacks: {
      jwt({ token, user }) {
        return user ? { ...token, actor: user } : token
      },
      session({ session, token }) {
        return { ...session, user: Actor.safeParse(token.actor).data }
      },
    },
  }
}
