import { type Access, type Account, type AccountsFile, roleArn } from '@/lib/accounts/model'
import { KMS_ACTIONS, SIGN_IN_ACTIONS, TASKS } from './tasks'

type Statement = {
  Sid: string
  Effect: 'Allow'
  Principal?: { AWS: string }
  Action: string[]
  Resource?: string[]
  Condition?: Record<string, Record<string, string | string[]>>
}
export type RolePolicy = { Version: '2012-10-17'; Statement: Statement[] }

/**
 * The permissions of a portal role in an account: exactly what the portal does there, on the repositories of the account's
 * regions only.
 */
export function permissionPolicy(account: Account, access: Access): RolePolicy {
  const repositories = account.regions.map((region) => `arn:aws:ecr:${region}:${account.id}:repository/*`)
  const tasks = TASKS.filter((task) => task.access === access).map(
    ({ sid, actions, on }): Statement => ({
      Sid: sid,
      Effect: 'Allow',
      Action: [...actions],
      Resource: on === 'repositories' ? repositories : ['*'],
    }),
  )
  return policy(...tasks, ...(access === 'write' ? [encryption(account)] : []))
}

/** Only via ECR: the portal itself can't use the key. */
function encryption({ id, regions }: Account): Statement {
  return {
    Sid: 'EncryptNewRepositories',
    Effect: 'Allow',
    Action: [...KMS_ACTIONS],
    Resource: regions.map((region) => `arn:aws:kms:${region}:${id}:key/*`),
    Condition: { StringEquals: { 'kms:ViaService': regions.map((region) => `ecr.${region}.amazonaws.com`) } },
  }
}

/** The trust policy of the account's roles: only the portal may assume them, with the account's external id. */
export function trustPolicy({ roles }: Account, portalPrincipal: string): RolePolicy {
  return policy({
    Sid: 'AllowPortal',
    Effect: 'Allow',
    Principal: { AWS: portalPrincipal },
    Action: [...SIGN_IN_ACTIONS],
    Condition: { StringEquals: { 'sts:ExternalId': roles.externalId } },
  })
}

/** The permissions of the portal's own role: to assume the roles in the accounts file, and nothing else. */
export function portalPolicy({ accounts }: Pick<AccountsFile, 'accounts'>): RolePolicy {
  return policy({
    Sid: 'AssumeAccountRoles',
    Effect: 'Allow',
    Action: [...SIGN_IN_ACTIONS],
    Resource: accounts.flatMap((account) => [roleArn(account, 'read'), roleArn(account, 'write')]),
  })
}

function policy(...Statement: Statement[]): RolePolicy {
  return { Version: '2012-10-17', Statement }
}
