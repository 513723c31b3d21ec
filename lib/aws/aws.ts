import 'server-only'
import { ECRClient } from '@aws-sdk/client-ecr'
import { fromTemporaryCredentials } from '@aws-sdk/credential-providers'
import { type Access, type Account, findAccount, roleArn } from '@/lib/accounts/model'
import type { Registry } from '@/lib/accounts/registry'
import { config } from '@/lib/config/config'
import { PortalError } from '@/lib/errors/portal-error'
import { onePerProcess } from '@/lib/runtime/one-per-process'
import { endsSession } from './errors'
import { keptCredentials } from './kept-credentials'
import { measured } from './measured'
import { sessionName } from './session-name'

/** The only door to AWS. */
export type Aws = { ecr: (registry: Registry, access: Access) => ECRClient }

const HTTP = {
  connectionTimeout: 2000,
  requestTimeout: 5000,
  // Without this the SDK only logs that a request has taken too long and goes on waiting.
  throwOnRequestTimeout: true,
}

/** Clients for `who`, whom CloudTrail shows as the session and source identity of every call. */
export function awsFor(who: string, accounts: readonly Account[]): Aws {
  const roles = new Map<string, Role>()
  const clients = new Map<string, ECRClient>()

  /** One for an account, not for each of its regions: the role is the same, and so is its session. */
  function roleIn(account: Account, access: Access): Role {
    const key = `${account.id}/${access}`
    const role = roles.get(key) ?? keptCredentials(assumedRole(who, account, access))
    roles.set(key, role)
    return role
  }

  return {
    ecr(registry, access) {
      const key = `${registry.account}/${registry.region}/${access}`
      const found = clients.get(key)
      if (found) return found
      const account = requireKnown(accounts, registry)
      const role = roleIn(account, access)
      const client = newClient(registry, access, role.get)
      clients.set(key, client)
      client.middlewareStack.add(
        (next, { commandName = '' }) =>
          async (request) => {
            try {
              return await measured(commandName.replace(/Command$/, ''), () => next(request))
            } catch (error) {
              // The next call assumes the role again. The client is dropped, too, because it caches the credentials.
              if (endsSession(error)) {
                role.forget()
                if (clients.get(key) === client) clients.delete(key)
              }
              throw error
            }
          },
        { step: 'initialize' },
      )
      return client
    },
  }
}

type Role = ReturnType<typeof keptCredentials>

/** The account of a registry that the accounts file has: its region and roles come from there, never from a request. */
function requireKnown(accounts: readonly Account[], { account: id, region }: Registry): Account {
  const { mode, endpointUrl } = config()
  // The sandbox's people have no passwords, so they must never reach a real account.
  if (mode === 'sandbox' && !endpointUrl)
    throw new PortalError(
      'aws-unavailable',
      'The sandbox’s address is not set (AWS_ENDPOINT_URL). Start the portal with npm start.',
    )
  const account = findAccount(accounts, id)
  if (!account?.regions.includes(region))
    throw new PortalError('not-found', `The portal knows no registry ${id} in ${region}.`)
  return account
}

function newClient(registry: Registry, access: Access, credentials: Role['get']): ECRClient {
  const client = new ECRClient({
    region: registry.region,
    // A write whose answer was lost must be checked, not repeated.
    maxAttempts: access === 'write' ? 1 : 3,
    requestHandler: HTTP,
    credentials,
  })
  // This middleware redacts AWS's answers for a log that we don't keep, and takes a third of a page's time.
  client.middlewareStack.remove('loggerMiddleware')
  return client
}

function assumedRole(who: string, account: Account, access: Access): Role['get'] {
  const name = sessionName(who)
  const [region] = account.regions
  const assume = fromTemporaryCredentials({
    params: {
      RoleArn: roleArn(account, access),
      RoleSessionName: name,
      // Unlike the session's name it stays with whatever role is taken from this one.
      SourceIdentity: name,
      ExternalId: account.roles.externalId,
      // A portal that runs on a role itself is limited to one hour by role chaining.
      DurationSeconds: 3600,
    },
    clientConfig: { ...(region && { region }), maxAttempts: 3, requestHandler: HTTP },
  })
  return () => measured('AssumeRole', () => assume())
}

const byPerson = onePerProcess('AWS clients', () => new Map<string, Aws>())
const MOST_PEOPLE = 200

/** Like `awsFor`, but reuses a person's clients, and so their credentials, until they are evicted. */
export function sharedAwsFor(who: string, accounts: readonly Account[]): Aws {
  const found = byPerson.get(who)
  if (found) return found
  const oldest = byPerson.keys().next().value
  if (byPerson.size >= MOST_PEOPLE && oldest !== undefined) byPerson.delete(oldest)
  const made = awsFor(who, accounts)
  byPerson.set(who, made)
  return made
}
