import { createPrivateKey, generateKeyPairSync, randomBytes, sign } from 'node:crypto'
import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { createServer as createSecureServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { Provider } from 'oidc-provider'
import type { OidcConfig } from '@/lib/config/config'

/** A person known to the provider. */
export type TestPerson = { sub: string; name?: string; groups: string[]; disabled?: boolean }

type Options = {
  people: TestPerson[]
  /** The portal's callback address. */
  redirectUri?: string
  /** A certificate and key: the provider then speaks https. */
  tls?: { key: string; cert: string }
  /** Where groups are sent. Providers differ. */
  groupsIn: 'id-token' | 'userinfo'
}

/** A real OpenID provider on this machine, with a sign-in page that asks for no password. */
export async function startTestProvider(options: Options) {
  const people = new Map(options.people.map((person) => [person.sub, person]))
  const client = { id: 'ecr-portal', secret: randomBytes(24).toString('base64url') }
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
  const jwk = { ...privateKey.export({ format: 'jwk' }), kid: 'of-the-test', use: 'sig', alg: 'RS256' }
  /** Every call received, by path. */
  const calls: string[] = []
  /** Every token issued. */
  const tokens: string[] = []
  const faults: {
    /** Claims of the next ID tokens, signed with the provider's own key. */
    forge?: Record<string, unknown> | undefined
    /** The path that answers with an error. */
    broken?: string | undefined
  } = {}

  const server = options.tls ? createSecureServer(options.tls, answer) : createServer(answer)
  async function listen(port: number): Promise<number> {
    server.listen(port, '127.0.0.1')
    await once(server, 'listening')
    // A server that listens on a port has an address object.
    return (server.address() as AddressInfo).port
  }
  const port = await listen(0)
  const issuer = `${options.tls ? 'https' : 'http'}://localhost:${port}`

  const provider = new Provider(issuer, {
    clients: [
      {
        client_id: client.id,
        client_secret: client.secret,
        redirect_uris: [options.redirectUri ?? 'https://portal.invalid/api/auth/callback/oidc'],
        grant_types: ['authorization_code', 'refresh_token'],
        response_types: ['code'],
      },
    ],
    claims: { openid: ['sub'], profile: ['name', 'groups'] },
    // True keeps the claims that a scope asks for out of the ID token.
    conformIdTokenClaims: options.groupsIn === 'userinfo',
    findAccount(_ctx, sub) {
      const person = people.get(sub)
      if (!person || person.disabled) return undefined
      return { accountId: sub, claims: () => ({ sub, name: person.name, groups: person.groups }) }
    },
    features: { devInteractions: { enabled: false } },
    interactions: { url: (_ctx, { uid }) => `/interaction/${uid}` },
    issueRefreshToken: async (_ctx, asking) => asking.grantTypeAllowed('refresh_token'),
    expiresWithSession: () => false,
    rotateRefreshToken: () => true,
    pkce: { required: () => true },
    // The provider prints a notice for each setting left out.
    ttl: {
      AccessToken: 3600,
      Grant: 86400,
      IdToken: 3600,
      Interaction: 3600,
      RefreshToken: 86400,
      Session: 86400,
    },
    cookies: { keys: [randomBytes(16).toString('hex')] },
    jwks: { keys: [jwk] },
    async loadExistingGrant(ctx) {
      const grant = new provider.Grant({ accountId: ctx.oidc.session?.accountId, clientId: client.id })
      grant.addOIDCScope('openid profile offline_access')
      await grant.save()
      return grant
    },
  })
  provider.use(async (ctx, next) => {
    if (ctx.path === faults.broken) {
      ctx.status = 503
      return
    }
    await next()
    const body: unknown = ctx.body
    if (ctx.path !== '/token' || !isTokens(body)) return
    if (faults.forge) body.id_token = forged(body.id_token)
    tokens.push(body.access_token, body.id_token, body.refresh_token)
  })
  const callback = provider.callback()

  function forged(token: string): string {
    const [head, claims = ''] = token.split('.')
    const told: Record<string, unknown> = JSON.parse(Buffer.from(claims, 'base64url').toString())
    const payload = `${head}.${Buffer.from(JSON.stringify({ ...told, ...faults.forge })).toString('base64url')}`
    const key = createPrivateKey({ key: jwk, format: 'jwk' })
    return `${payload}.${sign('sha256', Buffer.from(payload), key).toString('base64url')}`
  }

  function answer(request: IncomingMessage, response: ServerResponse): void {
    const path = new URL(request.url ?? '/', 'http://provider.invalid').pathname
    calls.push(path)
    if (!path.startsWith('/interaction/')) return void callback(request, response)
    letIn(request, response).catch((error: unknown) => response.writeHead(500).end(String(error)))
  }

  /** The sign-in page, and its submission. */
  async function letIn(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (request.method !== 'POST')
      return void response
        .writeHead(200, { 'content-type': 'text/html; charset=utf-8' })
        .end(
          '<!doctype html><html lang="en"><title>Provider</title><link rel="icon" href="data:,"><form method="post"><label>User <input name="sub"></label><button>Continue</button><button name="cancel" value="yes">Cancel</button></form></html>',
        )
    let body = ''
    for await (const piece of request) body += piece
    const form = new URLSearchParams(body)
    const result = form.has('cancel')
      ? { error: 'access_denied', error_description: 'given up' }
      : { login: { accountId: form.get('sub') ?? '' } }
    await provider.interactionFinished(request, response, result, { mergeWithLastSubmission: false })
  }

  return {
    issuer,
    client,
    calls,
    tokens,
    faults,
    person(sub: string): TestPerson {
      const found = people.get(sub)
      if (!found) throw new Error(`the provider does not know ${sub}`)
      return found
    },
    /** A refresh token, as issued at sign-in. */
    async refreshTokenOf(sub: string): Promise<string> {
      const grant = new provider.Grant({ accountId: sub, clientId: client.id })
      grant.addOIDCScope('openid profile')
      const found = await provider.Client.find(client.id)
      if (!found) throw new Error('the provider lost its client')
      const token = new provider.RefreshToken({
        accountId: sub,
        client: found,
        grantId: await grant.save(),
        gty: 'authorization_code',
        scope: 'openid profile',
      })
      return token.save()
    },
    configFor: (people: OidcConfig['people']): OidcConfig => ({
      issuer,
      clientId: client.id,
      clientSecret: client.secret,
      scope: 'openid profile offline_access',
      groupsClaim: 'groups',
      people,
    }),
    /** Stops listening, until `comeBack`. */
    async goAway(): Promise<void> {
      const closed = once(server, 'close')
      server.close()
      server.closeAllConnections()
      await closed
    },
    comeBack: () => listen(port),
  }
}

export type TestProvider = Awaited<ReturnType<typeof startTestProvider>>

type Tokens = { access_token: string; id_token: string; refresh_token: string }

function isTokens(body: unknown): body is Tokens {
  return typeof body === 'object' && body !== null && 'id_token' in body
}
