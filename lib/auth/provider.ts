import 'server-only'
import {
  type Client,
  errors,
  Issuer,
  TokenSet,
  type TokenSetParameters,
  type UnknownObject,
} from 'openid-client'
import type { OidcConfig } from '@/lib/config/config'
import { type Identity, identityOf } from './people'

/** The provider answered that this sign-in is no longer valid. */
export class SignInEnded extends Error {}

/** The provider could not be reached, or its answer could not be trusted. The message has no token in it. */
export class NoAnswer extends Error {}

/** All other error codes of OAuth and OpenID Connect are about the portal or the provider, not the person. */
const ENDS = new Set([
  'invalid_grant',
  'invalid_token',
  'access_denied',
  'login_required',
  'consent_required',
  'interaction_required',
])

type Renewal = {
  /** The token for the next time: with most providers a refresh token works once. */
  refreshToken: string
  /** The person's current claims. */
  identity: () => Promise<Identity>
}

/** The identity provider, for questions about somebody who has signed in. */
export type Provider = {
  /** Throws `SignInEnded` when the provider has revoked it, and `NoAnswer` when it cannot be asked; so does `identity`. */
  renew: (refreshToken: string) => Promise<Renewal>
}

export function discoveryUrl({ issuer }: OidcConfig): string {
  return `${withoutSlash(issuer)}/.well-known/openid-configuration`
}

export function openProvider(oidc: OidcConfig): Provider {
  let opened: Promise<Client> | undefined
  function open(): Promise<Client> {
    opened ??= discover(oidc).catch((error: unknown) => {
      opened = undefined
      throw error
    })
    return opened
  }
  return {
    async renew(refreshToken) {
      const client = await orProviderError(open())
      const tokens = await orProviderError(client.refresh(refreshToken))
      return {
        refreshToken: tokens.refresh_token ?? refreshToken,
        identity: () =>
          orProviderError(
            claimsOf(client, tokens, oidc).then((claims) =>
              identityOf(claims, oidc.groupsClaim, oidc.people),
            ),
          ),
      }
    },
  }
}

/**
 * The claims in the ID token and, if the groups are not among them, those of the userinfo endpoint. openid-client refuses a
 * userinfo answer about another `sub`.
 */
export async function claimsOf(
  client: Client,
  answer: TokenSetParameters,
  oidc: OidcConfig,
): Promise<UnknownObject> {
  const { issuer, userinfo_endpoint } = client.issuer.metadata
  // openid-client does not compare the discovered issuer.
  if (withoutSlash(issuer) !== withoutSlash(oidc.issuer))
    throw new Error(`OIDC_ISSUER is ${oidc.issuer}, but the provider there says that its issuer is ${issuer}`)
  const tokens = new TokenSet(answer)
  const claims: UnknownObject = tokens.id_token ? tokens.claims() : {}
  if (claims[oidc.groupsClaim] !== undefined || !userinfo_endpoint) return claims
  return { ...claims, ...(await client.userinfo(tokens)) }
}

async function discover(oidc: OidcConfig): Promise<Client> {
  const issuer = await Issuer.discover(discoveryUrl(oidc))
  return new issuer.Client({ client_id: oidc.clientId, client_secret: oidc.clientSecret })
}

/** The answer, or an error that tells a sign-in that has ended from a provider that cannot be asked. */
async function orProviderError<T>(answer: Promise<T>): Promise<T> {
  try {
    return await answer
  } catch (error) {
    if (error instanceof errors.OPError && ENDS.has(error.error ?? ''))
      throw new SignInEnded(`it answers ${error.error}`)
    // openid-client's errors have tokens attached, and this error is logged.
    throw new NoAnswer(error instanceof Error ? error.message : 'no answer')
  }
}

function withoutSlash(address: string): string {
  return address.replace(/\/+$/, '')
}
