import { z } from 'zod'
import { AwsError } from '../protocol/aws-error'

// The bounds and patterns are the STS API model's of 2011-06-15.
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

/** Checks the fields of an AssumeRole request; throws STS's refusal for the first that is wrong. */
export function readAssumeRole(fields: Record<string, unknown>): z.infer<typeof AssumeRoleInput> {
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
