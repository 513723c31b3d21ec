import type { PrincipalState } from '../model'
import type { Policy } from '../policy/evaluate'
import identities from '../seed/identities.json'
import { IdentitiesFile, type Principal, type RolePrincipal, type UserPrincipal } from './model'
import { portalPrincipal, portalPrincipalPolicy, portalRoles } from './portal-roles'
import { uniqueId } from './unique-id'

/** The users and roles of every account, and the keys that prove them. */
export type Directory = {
  organisation: string
  user: (accessKeyId: string) => { principal: UserPrincipal; secret: string } | undefined
  role: (arn: string) => RolePrincipal | undefined
  principal: (arn: string) => Principal | undefined
  /** The ARN of the user or role that has this unique id today. */
  arnOf: (uniqueId: string) => string | undefined
  /**
   * Whether a principal that a policy names exists. Principals in accounts outside the sandbox count as existing.
   */
  exists: (principal: string) => boolean
}

const USER_OR_ROLE = /^arn:aws:iam::(\d{12}):(user|role)(\/(?:.*\/)?)([^/]+)$/

/** The directory of the seed file, with what was deleted or created since, as `changed` remembers it. */
export function openDirectory(changed: ReadonlyMap<string, PrincipalState>): Directory {
  const file = IdentitiesFile.parse(identities)
  const seeded = new Map(principalsOf(file).map((principal) => [principal.arn, principal]))
  const keys = keysOf(file)
  const accounts = new Set(file.accounts.map(({ id }) => id))

  function principal(arn: string): Principal | undefined {
    const state = changed.get(arn)
    if (!state) return seeded.get(arn)
    if (!state.present) return undefined
    const made = seeded.get(arn) ?? bareRole(arn)
    return made && { ...made, uniqueId: uniqueId(made.uniqueId.slice(0, 4), `${arn} ${state.generation}`) }
  }

  function all(): Principal[] {
    return [...new Set([...seeded.keys(), ...changed.keys()])].flatMap((arn) => principal(arn) ?? [])
  }

  function arnOf(id: string): string | undefined {
    return all().find((candidate) => candidate.uniqueId === id)?.arn
  }

  function exists(named: string): boolean {
    if (named === '*' || /^\d{12}$/.test(named)) return true
    const [, , service, , account, resource = ''] = named.split(':')
    if (!account) return arnOf(named) !== undefined
    if (resource === 'root' || !accounts.has(account)) return true
    if (service === 'iam') return principal(named) !== undefined
    const [, roleName] = /^assumed-role\/([^/]+)\//.exec(resource) ?? []
    return all().some((role) => role.kind === 'role' && role.account === account && role.name === roleName)
  }

  return {
    organisation: file.organisation,
    principal,
    exists,
    user(accessKeyId) {
      const key = keys.get(accessKeyId)
      const holder = key && principal(key.arn)
      return holder?.kind === 'user' ? { principal: holder, secret: key?.secret ?? '' } : undefined
    },
    role(arn) {
      const found = principal(arn)
      return found?.kind === 'role' ? found : undefined
    },
    arnOf,
  }
}

function principalsOf(file: IdentitiesFile): Principal[] {
  return file.accounts.flatMap(({ id: account, users, roles }) => [
    ...users.map(({ name, path, policies }): UserPrincipal => {
      const arn = `arn:aws:iam::${account}:user${path}${name}`
      return {
        kind: 'user',
        account,
        name,
        arn,
        uniqueId: uniqueId('AIDA', arn),
        policies: arn === portalPrincipal ? [portalPrincipalPolicy] : named(file, policies),
      }
    }),
    ...roles.map(({ name, path, policies, trust, maxSessionSeconds }): RolePrincipal => {
      const arn = `arn:aws:iam::${account}:role${path}${name}`
      const common = { account, name, arn, uniqueId: uniqueId('AROA', arn), policies: named(file, policies) }
      return { kind: 'role', ...common, trust: trustIn(trust.principals), maxSessionSeconds }
    }),
    ...portalRoles(account),
  ])
}

/** The short form of a trust policy in the long one that IAM evaluates. */
function trustIn(principals: string[]): Policy {
  return {
    Version: '2012-10-17',
    Statement: [
      { Effect: 'Allow', Principal: { AWS: principals }, Action: ['sts:AssumeRole'], Condition: {} },
    ],
  }
}

function keysOf(file: IdentitiesFile): Map<string, { arn: string; secret: string }> {
  return new Map(
    file.accounts.flatMap(({ id, users }) =>
      users.flatMap(({ name, path, accessKeys }) =>
        accessKeys.map(({ id: key, secret }) => [
          key,
          { arn: `arn:aws:iam::${id}:user${path}${name}`, secret },
        ]),
      ),
    ),
  )
}

function named(file: IdentitiesFile, names: string[]) {
  return names.map((name) => {
    const policy = file.policies[name]
    if (!policy) throw new Error(`identities.json names a policy “${name}” that it does not hold`)
    return policy
  })
}

/** A role or user that somebody added while the sandbox ran: it may do nothing, but policies can name it. */
function bareRole(arn: string): Principal | undefined {
  const [, account, kind, , name] = USER_OR_ROLE.exec(arn) ?? []
  if (!account || !name) return undefined
  if (kind === 'user')
    return { kind: 'user', account, name, arn, uniqueId: uniqueId('AIDA', arn), policies: [] }
  return {
    kind: 'role',
    account,
    name,
    arn,
    uniqueId: uniqueId('AROA', arn),
    policies: [],
    trust: trustIn([]),
    maxSessionSeconds: 3600,
  }
}
