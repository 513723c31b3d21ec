import { AwsError } from '../protocol/aws-error'
import identities from '../seed/identities.json'
import { type Caller, IdentitiesFile, type Principal, type RolePrincipal } from './model'
import { openSession } from './sessions'
import { uniqueId } from './unique-id'

/** The users and roles of every account, and the keys that prove them. */
export type Directory = {
  user: (accessKeyId: string) => { principal: Principal; secret: string } | undefined
  role: (arn: string) => RolePrincipal | undefined
  /** Whether a principal that a policy names exists. Of accounts that the sandbox does not hold it knows nothing and says yes. */
  exists: (principal: string) => boolean
}

export function openDirectory(): Directory {
  const file = IdentitiesFile.parse(identities)
  const keys = new Map<string, { principal: Principal; secret: string }>()
  const roles = new Map<string, RolePrincipal>()
  const users = new Set<string>()
  const sessionArns = new Set<string>()
  const accounts = new Set(file.accounts.map(({ id }) => id))
  for (const account of file.accounts) {
    for (const { name, path, policies, accessKeys } of account.users) {
      const arn = `arn:aws:iam::${account.id}:user${path}${name}`
      const principal: Principal = {
        kind: 'user',
        account: account.id,
        name,
        arn,
        uniqueId: uniqueId('AIDA', arn),
        policies: policiesNamed(file, policies),
      }
      users.add(arn)
      for (const key of accessKeys) keys.set(key.id, { principal, secret: key.secret })
    }
    for (const { name, path, policies, trust, maxSessionSeconds } of account.roles) {
      const arn = `arn:aws:iam::${account.id}:role${path}${name}`
      sessionArns.add(`arn:aws:sts::${account.id}:assumed-role/${name}`)
      roles.set(arn, {
        kind: 'role',
        account: account.id,
        name,
        arn,
        uniqueId: uniqueId('AROA', arn),
        policies: policiesNamed(file, policies),
        trust,
        maxSessionSeconds,
      })
    }
  }
  function exists(principal: string): boolean {
    if (principal === '*' || /^\d{12}$/.test(principal)) return true
    const [, , , , account, resource] = principal.split(':')
    if (!account) return false
    if (resource === 'root' || !accounts.has(account)) return true
    return roles.has(principal) || users.has(principal) || sessionArns.has(principal.replace(/\/[^/]*$/, ''))
  }

  return { user: (id) => keys.get(id), role: (arn) => roles.get(arn), exists }
}

function policiesNamed(file: IdentitiesFile, names: string[]) {
  return names.map((name) => {
    const policy = file.policies[name]
    if (!policy) throw new Error(`identities.json names a policy “${name}” that it does not hold`)
    return policy
  })
}

/** Whose key this is, as far as it can be told without proof. */
export function holderOf(
  directory: Directory,
  accessKeyId: string,
  sessionToken: string | undefined,
): { account: string; arn: string } | undefined {
  const session = sessionToken === undefined ? undefined : openSession(accessKeyId, sessionToken)?.session
  const role = session && directory.role(session.roleArn)
  if (session && role) return { account: role.account, arn: sessionArn(role, session.name) }
  return directory.user(accessKeyId)?.principal
}

function sessionArn({ account, name }: RolePrincipal, session: string): string {
  return `arn:aws:sts::${account}:assumed-role/${name}/${session}`
}

/** Who holds this access key. Throws as AWS does for a key or token that it does not know or that has expired. */
export function identify(
  directory: Directory,
  accessKeyId: string,
  sessionToken: string | undefined,
): { caller: Caller; secret: string } {
  const user = directory.user(accessKeyId)
  if (user && sessionToken === undefined) {
    const { principal, secret } = user
    const caller = { account: principal.account, arn: principal.arn, userId: principal.uniqueId, principal }
    return { caller: { ...caller, session: undefined }, secret }
  }
  const opened = sessionToken === undefined ? undefined : openSession(accessKeyId, sessionToken)
  const role = opened && directory.role(opened.session.roleArn)
  // A role that was deleted, or deleted and made again, takes its sessions with it.
  if (!opened || !role || role.uniqueId !== opened.session.roleId)
    throw new AwsError(
      'UnrecognizedClientException',
      'The security token included in the request is invalid.',
    )
  const { session, secretAccessKey } = opened
  if (session.expiresAt * 1000 <= Date.now())
    throw new AwsError('ExpiredTokenException', 'The security token included in the request is expired')
  return {
    caller: {
      account: role.account,
      arn: sessionArn(role, session.name),
      userId: `${role.uniqueId}:${session.name}`,
      principal: role,
      session: { name: session.name, sourceIdentity: session.sourceIdentity },
    },
    secret: secretAccessKey,
  }
}
