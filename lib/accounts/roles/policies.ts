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

/** What a role of the portal may do in an account: exactly what the portal does, in the account's regions. */
export function permissionPolicy(account: Account, access: Access): RolePolicy {
  const Resource = account.regions.map((region) => `arn:aws:ecr:${region}:${account.id}:repository/*`)
  const tasks = TASKS.filter((task) => task.access === access).map(
    ({ sid, actions }): Statement => ({ Sid: sid, Effect: 'Allow', Action: [...actions], Resource }),
  )
  return policy(...tasks, ...(access === 'write' ? [encryption(account)] : []))
}

/** Only through ECR: the portal itself can do nothing with a key. */
function encryption({ id, regions }: Account): Statement {
  return {
    Sid: 'EncryptNewRepositories',
    Effect: 'Allow',
    Action: [...KMS_ACTIONS],
    Resource: regions.map((region) => `arn:aws:kms:${region}:${id}:key/*`),
    Condition: { StringEquals: { 'kms:ViaService': regions.map((region) => `ecr.${region}.amazonaws.com`) } },
  }
}

/** Who may take the account's roles: the portal, with the account's external id. */
export function trustPolicy({ roles }: Account, portalPrincipal: string): RolePolicy {
  return policy({
    Sid: 'AllowPortal',
    Effect: 'Allow',
    Principal: { AWS: portalPrincipal },
    Action: [...SIGN_IN_ACTIONS],
    Condition: { StringEquals: { 'sts:ExternalId': roles.externalId } },
  })
}

/** What the portal's own role may do: take the roles of the accounts file, and nothing else. */
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
