import { z } from 'zod'
import type { Directory } from '../identity/directory'
import type { Caller, RolePrincipal } from '../identity/model'
import { credentialsFor } from '../identity/sessions'
import { AwsError } from '../protocol/aws-error'

export type StsCall = { caller: Caller; directory: Directory; now: number }

/** An operation of STS: from the form's fields to the fields of its XML result. */
type StsOperation = (call: StsCall, fields: Record<string, unknown>) => XmlFields
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

function assumeRole({ caller, directory, now }: StsCall, fields: Record<string, unknown>): XmlFields {
  const input = readFields(fields)
  const role = directory.role(input.RoleArn)
  const sourceIdentity = input.SourceIdentity ?? caller.session?.sourceIdentity
  if (!role || !trusts(role, caller, input.ExternalId)) throw denied(caller, 'sts:AssumeRole', input.RoleArn)
  if (sourceIdentity !== undefined && !role.trust.sourceIdentity)
    throw denied(caller, 'sts:SetSourceIdentity', input.RoleArn)
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

/** Whether the role's trust policy lets this caller in. */
function trusts({ trust, account }: RolePrincipal, caller: Caller, externalId: string | undefined): boolean {
  if (trust.externalId !== undefined && trust.externalId !== externalId) return false
  return trust.principals.some(
    (principal) =>
      principal === caller.principal.arn ||
      (principal === `arn:aws:iam::${account}:root` && caller.account === account),
  )
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

/** Carries out an operation of STS and returns the fields of its result; throws the refusal. */
export function performSts(
  call: StsCall,
  name: string,
  fields: Record<string, unknown> | undefined,
): XmlFields {
  const operation = stsOperations.get(name)
  if (!operation)
    throw new AwsError('InvalidAction', `Could not find operation ${name} for version 2011-06-15`)
  return operation(call, fields ?? {})
}
