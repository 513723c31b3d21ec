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
import { type Arrival, arrivalOf } from './people'

/** The provider answered, and its answer is that this sign-in counts no longer. */
export class SignInEnded extends Error {}

/** The provider could not be asked, or gave no answer that can be believed. Its message holds no token. */
export class NoAnswer extends Error {}

/** Everything else that OAuth and OpenID Connect have a name for is the portal's own trouble or the provider's. */
const ENDS = new Set([
  'invalid_grant',
  'invalid_token',
  'access_denied',
  'login_required',
  'consent_required',
  'interaction_required',
])

type Renewal = {
  /** What to renew with the next time: most providers let a refresh token be used once. */
  refreshToken: string
  /** Who the person is now. */
  arrival: () => Promise<Arrival>
}

/** The identity provider, as it is asked about somebody who signed in before. */
export type Provider = {
  /** Throws `SignInEnded` when the provider takes it back, and `NoAnswer` when it cannot be asked; so does `arrival`. */
  renew: (refreshToken: string) => Promise<Renewal>
}

export function wellKnownOf({ issuer }: OidcConfig): string {
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
      const client = await orFailed(open())
      const tokens = await orFailed(client.refresh(refreshToken))
      return {
        refreshToken: tokens.refresh_token ?? refreshToken,
        arrival: () =>
          orFailed(
            claimsOf(client, tokens, oidc).then((claims) => arrivalOf(claims, oidc.groupsClaim, oidc.people)),
          ),
      }
    },
  }
}

/**
 * What the provider claims about the person: by the ID token and, as long as that does not tell their groups, by the
 * userinfo endpoint, whose answer is refused when it is about another `sub`.
 */
export async function claimsOf(
  client: Client,
  answer: TokenSetParameters,
  oidc: OidcConfig,
): Promise<UnknownObject> {
  const { issuer, userinfo_endpoint } = client.issuer.metadata
  // openid-client takes the discovered issuer for granted.
  if (withoutSlash(issuer) !== withoutSlash(oidc.issuer))
    throw new Error(`OIDC_ISSUER is ${oidc.issuer}, and what answers there calls itself ${issuer}`)
  const tokens = new TokenSet(answer)
  const claims: UnknownObject = tokens.id_token ? tokens.claims() : {}
  if (claims[oidc.groupsClaim] !== undefined || !userinfo_endpoint) return claims
  return { ...claims, ...(await client.userinfo(tokens)) }
}

async function discover(oidc: OidcConfig): Promise<Client> {
  const issuer = await Issuer.discover(wellKnownOf(oidc))
  return new issuer.Client({ client_id: oidc.clientId, client_secret: oidc.clientSecret })
}

/** The answer, or a failure that says whether it is one of the person. */
async function orFailed<T>(answer: Promise<T>): Promise<T> {
  try {
    return await answer
  } catch (error) {
    if (error instanceof errors.OPError && ENDS.has(error.error ?? ''))
      throw new SignInEnded(`it answers ${error.error}`)
    // openid-client's errors hold the tokens that they are about, and what is thrown here is logged.
    throw new NoAnswer(error instanceof Error ? error.message : 'no answer')
  }
}

function withoutSlash(address: string): string {
  return address.replace(/\/+$/, '')
}
