import 'server-only'
import { ECRClient } from '@aws-sdk/client-ecr'
import { fromTemporaryCredentials } from '@aws-sdk/credential-providers'
import { type Account, findAccount } from '@/lib/accounts/model'
import type { Registry } from '@/lib/accounts/registry'
import { config } from '@/lib/config/config'
import { PortalError } from '@/lib/errors'

/** Reading uses the account's read role; the write role is taken only for the operation that needs it. */
export type Access = 'read' | 'write'

/** The only door to AWS. */
export type Aws = { ecr: (registry: Registry, access: Access) => ECRClient }

const HTTP = {
  connectionTimeout: 2000,
  requestTimeout: 5000,
  // Without this the SDK only logs that a request has taken too long and goes on waiting.
  throwOnRequestTimeout: true,
}

/** Clients made for `who`, a name that AWS shows in CloudTrail as the session of every call. */
export function awsFor(who: string, accounts: readonly Account[]): Aws {
  const clients = new Map<string, ECRClient>()
  return {
    ecr(registry, access) {
      const key = `${registry.account}/${registry.region}/${access}`
      let client = clients.get(key)
      if (!client) {
        client = newClient(who, accounts, registry, access)
        clients.set(key, client)
      }
      return client
    },
  }
}

function newClient(who: string, accounts: readonly Account[], registry: Registry, access: Access): ECRClient {
  const { mode, endpointUrl } = config()
  // The sandbox's people have no passwords, so they never come near an account of AWS.
  if (mode === 'sandbox' && !endpointUrl)
    throw new PortalError(
      'aws-unavailable',
      'The sandbox’s address is not set (AWS_ENDPOINT_URL). Start the portal with npm start.',
    )
  const account = findAccount(accounts, registry.account)
  // The role and the region come from the accounts file, never from what a request asks for.
  if (!account?.regions.includes(registry.region))
    throw new PortalError(
      'not-found',
      `The portal knows no registry ${registry.account} in ${registry.region}.`,
    )
  return new ECRClient({
    region: registry.region,
    // A write whose answer was lost must be looked at, not repeated.
    maxAttempts: access === 'write' ? 1 : 3,
    requestHandler: HTTP,
    credentials: fromTemporaryCredentials({
      params: {
        RoleArn: `arn:aws:iam::${account.id}:role/${account.roles[access]}`,
        RoleSessionName: sessionName(who),
        ExternalId: account.roles.externalId,
        // A portal that runs on a role itself is limited to one hour by role chaining.
        DurationSeconds: 3600,
      },
      clientConfig: { region: registry.region, maxAttempts: 3, requestHandler: HTTP },
    }),
  })
}

/** STS allows 2 to 64 characters of [\w+=,.@-]. */
function sessionName(who: string): string {
  return who
    .replace(/[^\w+=,.@-]/g, '-')
    .slice(0, 64)
    .padEnd(2, '-')
}

const held = globalThis as typeof globalThis & { portalAws?: Map<string, Aws> }
const MOST_PEOPLE = 200

/** As `awsFor`, but the same clients, and so the same credentials, for the same person until they are pushed out. */
export function sharedAwsFor(who: string, accounts: readonly Account[]): Aws {
  held.portalAws ??= new Map()
  const found = held.portalAws.get(who)
  if (found) return found
  const oldest = held.portalAws.keys().next().value
  if (held.portalAws.size >= MOST_PEOPLE && oldest !== undefined) held.portalAws.delete(oldest)
  const made = awsFor(who, accounts)
  held.portalAws.set(who, made)
  return made
}
