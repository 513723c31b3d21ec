import { credentialsFor } from '../identity/sessions'
import { AwsError } from '../protocol/aws-error'
import type { XmlFields } from '../protocol/xml'
import { authorizeSts, notAuthorized, type StsCall } from './authorize'
import { readAssumeRole } from './input'

/** An operation of STS: from the form's fields to the fields of its XML result. */
type StsOperation = (call: StsCall, fields: Record<string, unknown>) => XmlFields

function getCallerIdentity({ caller }: StsCall): XmlFields {
  return { Arn: caller.arn, UserId: caller.userId, Account: caller.account }
}

function assumeRole(call: StsCall, fields: Record<string, unknown>): XmlFields {
  const { caller, directory, now } = call
  const input = readAssumeRole(fields)
  const role = directory.role(input.RoleArn)
  const sourceIdentity = input.SourceIdentity ?? caller.session?.sourceIdentity
  // AWS doesn't say whether the role is missing or doesn't trust the caller.
  if (!role) throw notAuthorized(caller, 'sts:AssumeRole', input.RoleArn)
  authorizeSts(call, 'sts:AssumeRole', role, input.ExternalId)
  if (sourceIdentity !== undefined) authorizeSts(call, 'sts:SetSourceIdentity', role, input.ExternalId)
  // Role chaining: a session that takes another role gets one hour at most.
  const most = caller.session ? 3600 : role.maxSessionSeconds
  if (input.DurationSeconds > most)
    throw new AwsError(
      'ValidationError',
      caller.session
        ? 'The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role chaining'
        : 'The requested DurationSeconds exceeds the MaxSessionDuration set for this role.',
    )
  const expiresAt = Math.floor(now / 1000) + (call.lastsSeconds ?? input.DurationSeconds)
  const credentials = credentialsFor({
    roleArn: role.arn,
    roleId: role.uniqueId,
    name: input.RoleSessionName,
    ...(sourceIdentity && { sourceIdentity }),
    expiresAt,
  })
  return {
    AssumedRoleUser: {
      AssumedRoleId: `${role.uniqueId}:${input.RoleSessionName}`,
      Arn: `arn:aws:sts::${role.account}:assumed-role/${role.name}/${input.RoleSessionName}`,
    },
    Credentials: {
      AccessKeyId: credentials.accessKeyId,
      SecretAccessKey: credentials.secretAccessKey,
      SessionToken: credentials.sessionToken,
      Expiration: new Date(expiresAt * 1000).toISOString().replace('.000', ''),
    },
    SourceIdentity: sourceIdentity,
  }
}

const stsOperations: ReadonlyMap<string, StsOperation> = new Map<string, StsOperation>([
  ['GetCallerIdentity', getCallerIdentity],
  ['AssumeRole', assumeRole],
])

/** An operation of STS by its name. Throws as AWS does for one that the sandbox does not have. */
export function requireStsOperation(name: string): StsOperation {
  const operation = stsOperations.get(name)
  if (!operation)
    throw new AwsError('InvalidAction', `Could not find operation ${name} for version 2011-06-15`)
  return operation
}
