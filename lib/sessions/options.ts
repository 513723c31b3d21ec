import 'server-only'
import type { NextAuthOptions } from 'next-auth'
import CredentialsProvider from 'next-auth/providers/credentials'
import { z } from 'zod'
import { recordAudit } from '@/lib/audit/record'
import { LOCAL_USERS } from '@/lib/auth/local-users'
import { identityOf } from '@/lib/auth/people'
import { claimsOf, discoveryUrl } from '@/lib/auth/provider'
import { Actor } from '@/lib/auth/roles'
import { config, type OidcConfig } from '@/lib/config/config'
import { getDb } from '@/lib/db/db'
import { toPortalError } from '@/lib/errors/portal-error'
import { ownPath, paths } from '@/lib/paths'
import { log } from '@/lib/runtime/log'
import { sessionCookie } from './cookie'
import { getSessions } from './get-sessions'
import { MAX_AGE_MS } from './store'

/** What both ways of signing in return to next-auth about a person. */
const User = z.object({ id: z.string(), name: z.string(), actor: Actor.optional() })

function localSignIn(): NextAuthOptions['providers'][number] {
  return CredentialsProvider({
    id: 'local',
    name: 'Sandbox user',
    credentials: { user: { label: 'User', type: 'text' } },
    authorize(credentials) {
      const actor = LOCAL_USERS.find(({ name }) => name === credentials?.user)
      return actor ? { id: actor.id, name: actor.name, actor } : null
    },
  })
}

function singleSignOn(oidc: OidcConfig): NextAuthOptions['providers'][number] {
  return {
    id: 'oidc',
    name: 'Single sign-on',
    type: 'oauth',
    wellKnown: discoveryUrl(oidc),
    issuer: oidc.issuer,
    clientId: oidc.clientId,
    clientSecret: oidc.clientSecret,
    idToken: true,
    checks: ['pkce', 'state', 'nonce'],
    authorization: { params: { scope: oidc.scope } },
    userinfo: { request: ({ client, tokens }) => claimsOf(client, tokens, oidc) },
    profile: (claims: unknown) => identityOf(claims, oidc.groupsClaim, oidc.people),
  }
}

/**
 * next-auth's options for one request: the only place that knows how people sign in. `earlier` is the browser's current
 * session, which a new one replaces.
 */
export function authOptions(earlier: string | undefined): NextAuthOptions {
  const { baseUrl, secret, oidc } = config()
  const cookie = sessionCookie(baseUrl)
  let session: string | undefined

  async function signIn(user: unknown, refreshToken: string | undefined): Promise<true | string> {
    const { id, name, actor } = User.parse(user)
    if (!actor) {
      const person = { actor: { id, name }, now: () => new Date() }
      await recordAudit(
        await getDb(),
        person,
        { action: 'session.refuse' },
        'in no group with access to the portal',
      )
      return paths.signIn({ error: 'AccessDenied' })
    }
    if (oidc && refreshToken === undefined) {
      log.error(
        'the identity provider issued no refresh token: allow refresh tokens for this client, and check OIDC_SCOPE',
      )
      return paths.signIn({ error: 'Configuration' })
    }
    if (earlier !== undefined) await getSessions().end({ id: earlier }, 'by signing in again')
    session = await getSessions().start(actor, refreshToken)
    return true
  }

  return {
    secret,
    providers: [oidc ? singleSignOn(oidc) : localSignIn()],
    pages: { signIn: paths.signIn(), error: paths.signIn() },
    session: { strategy: 'jwt', maxAge: MAX_AGE_MS / 1000 },
    cookies: {
      sessionToken: {
        name: cookie.name,
        options: { httpOnly: true, sameSite: 'lax', path: '/', secure: cookie.secure },
      },
    },
    logger: {
      // The error's own details may include claims and codes.
      error(code, about) {
        const { name, message } = about instanceof Error ? about : about.error
        log.error({ code, name, message }, 'signing in failed')
      },
      warn: () => undefined,
      debug: () => undefined,
    },
    callbacks: {
      // next-auth would put the message of a thrown error into the address.
      signIn: ({ user, account }) =>
        signIn(user, account?.refresh_token).catch((error: unknown) => {
          log.error({ err: error }, 'a session could not be started')
          return paths.signIn({ error: toPortalError(error, 'writing') ? 'Database' : 'NoSession' })
        }),
      jwt: () => ({ sid: session }),
      redirect: ({ url }) => baseUrl + ownPath(url, baseUrl),
    },
  }
}
