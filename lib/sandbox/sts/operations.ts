import { z } from 'zod'
import type { Directory } from '../identity/directory'
import { accessRequest } from '../identity/facts'
import type { Caller, RolePrincipal } from '../identity/model'
import { credentialsFor } from '../identity/sessions'
import { decide, type Policy, type Rule } from '../policy/evaluate'
import { AwsError } from '../protocol/aws-error'

export type StsCall = { caller: Caller; region: string; directory: Directory; now: number }

/** An operation of STS: from the form's fields to the fields of its XML result. */
export type StsOperation = (call: StsCall, fields: Record<string, unknown>) => XmlFields
export type XmlFields = { [element: string]: string | XmlFields | undefined }

const AssumeRoleInput = z.object({
  RoleArn: z.string().min(20).max(2048),
  RoleSessionName: z
    .string()
    .min(2)
    .max(64)
    .regex(/^[\w+=,.@-]*$/),
  DurationSeconds: z.coerce.number().int().min(900).max(43200).default(3600),
  ExternalId: z
    .string()
    .min(2)
    .max(1224)
    .regex(/^[\w+=,.@:/-]*$/)
    .optional(),
  SourceIdentity: z
    .string()
    .min(2)
    .max(64)
    .regex(/^(?!aws:)[\w+=,.@-]*$/i)
    .optional(),
})

function getCallerIdentity({ caller }: StsCall): XmlFields {
  return { Arn: caller.arn, UserId: caller.userId, Account: caller.account }
}

function assumeRole(call: StsCall, fields: Record<string, unknown>): XmlFields {
  const { caller, directory, now } = call
  const input = readFields(fields)
  const role = directory.role(input.RoleArn)
  const sourceIdentity = input.SourceIdentity ?? caller.session?.sourceIdentity
  // Whether a role does not exist or does not trust the caller is not told.
  if (!role) throw denied(caller, 'sts:AssumeRole', input.RoleArn)
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
  const expiresAt = Math.floor(now / 1000) + input.DurationSeconds
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

/** Throws unless the role's trust policy and the caller's own policies let the caller do it. */
function authorizeSts(
  call: StsCall,
  action: string,
  role: RolePrincipal,
  externalId: string | undefined,
): void {
  const { caller, region, directory, now } = call
  const facts = { 'sts:ExternalId': externalId }
  const request = accessRequest(
    caller,
    action,
    role.arn,
    { region, now, organisation: directory.organisation },
    facts,
  )
  const policies = { identity: caller.principal.policies, resource: [trustPolicy(role)], owner: role.account }
  if (!decide(request, policies).allowed) throw denied(caller, action, role.arn)
}

/** The role's trust in the long form that IAM evaluates. */
function trustPolicy({ trust }: RolePrincipal): Policy {
  const rule: Rule = {
    Effect: 'Allow',
    Principal: { AWS: trust.principals },
    Action: ['sts:AssumeRole', ...(trust.sourceIdentity ? ['sts:SetSourceIdentity'] : [])],
    Condition:
      trust.externalId === undefined ? {} : { StringEquals: { 'sts:ExternalId': [trust.externalId] } },
  }
  return { Version: '2012-10-17', Statement: [rule] }
}

/** STS, unlike ECR, answers an access denial with 403. */
function denied(caller: Caller, action: string, resource: string): AwsError {
  return new AwsError(
    'AccessDenied',
    `User: ${caller.arn} is not authorized to perform: ${action} on resource: ${resource}`,
    403,
  )
}

function readFields(fields: Record<string, unknown>): z.infer<typeof AssumeRoleInput> {
  const parsed = AssumeRoleInput.safeParse(fields)
  if (parsed.success) return parsed.data
  const name = String(parsed.error.issues[0]?.path[0])
  const member = name.charAt(0).toLowerCase() + name.slice(1)
  throw new AwsError(
    'ValidationError',
    `1 validation error detected: Value '${fields[name] ?? 'null'}' at '${member}' failed to satisfy constraint: Member ${constraint(parsed.error.issues[0])}`,
  )
}

function constraint(issue: z.core.$ZodIssue | undefined): string {
  switch (issue?.code) {
    case 'too_small':
      return `must have ${issue.origin === 'number' ? 'value' : 'length'} greater than or equal to ${issue.minimum}`
    case 'too_big':
      return `must have ${issue.origin === 'number' ? 'value' : 'length'} less than or equal to ${issue.maximum}`
    case 'invalid_format':
      return `must satisfy regular expression pattern: ${String(issue.pattern).replace(/^\/\^|\$\/[a-z]*$/g, '')}`
    default:
      return 'must not be null'
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
