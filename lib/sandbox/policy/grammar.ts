import { z } from 'zod'
import { actionMatches, REPOSITORY_ACTIONS } from './actions'

function oneOrMore<T extends z.ZodType>(item: T) {
  return z.union([z.array(item).min(1), item.transform((value) => [value])])
}

/**
 * One of ECR's own actions that work on a repository. GetAuthorizationToken is refused: reports from 2020 saw
 * AWS refuse it, newer ones see it accepted, and what passes here should pass there.
 */
const Action = z
  .string()
  .refine(
    (pattern) =>
      pattern === '*' ||
      (/^ecr:/i.test(pattern) &&
        REPOSITORY_ACTIONS.some((action) => actionMatches(pattern, `ecr:${action}`))),
  )

const AwsPrincipal = z
  .string()
  .regex(
    /^(?:\*|\d{12}|A(?:RO|ID)A[A-Z0-9]{12,}|arn:aws:iam::\d{12}:(?:root|(?:user|role)\/[\w+=,.@/-]+)|arn:aws:sts::\d{12}:(?:assumed-role\/[\w+=,.@-]+|federated-user)\/[\w+=,.@-]+)$/,
  )
const ServicePrincipal = z.string().regex(/^[a-z0-9-]+(?:\.[a-z0-9-]+)*\.amazonaws\.com$/)

const Principal = z.union([
  z.literal('*').transform(() => ({ AWS: ['*'] })),
  z
    .strictObject({
      AWS: oneOrMore(AwsPrincipal).optional(),
      Service: oneOrMore(ServicePrincipal).optional(),
    })
    .refine(({ AWS, Service }) => AWS ?? Service),
])

const OPERATOR =
  /^(?:(?:ForAnyValue|ForAllValues):)?(?:String(?:Not)?(?:Equals(?:IgnoreCase)?|Like)|Arn(?:Not)?(?:Equals|Like)|Numeric(?:(?:Not)?Equals|(?:Less|Greater)Than(?:Equals)?)|Date(?:(?:Not)?Equals|(?:Less|Greater)Than(?:Equals)?)|Bool|BinaryEquals|(?:Not)?IpAddress)(?:IfExists)?$|^Null$/
const Value = z.union([z.string(), z.number(), z.boolean()]).transform(String)
const Condition = z.record(
  z.string().regex(OPERATOR),
  z.record(
    z.string().regex(/^[\w-]+:[\w:./@+=-]+$/),
    z.union([Value, z.array(Value)]).transform((value) => [value].flat()),
  ),
)

const elements = {
  Sid: z.string().optional(),
  Effect: z.enum(['Allow', 'Deny']),
  Principal: Principal.optional(),
  NotPrincipal: Principal.optional(),
  Action: oneOrMore(Action).optional(),
  NotAction: oneOrMore(Action).optional(),
  Condition: Condition.default({}),
}

type Elements = { [Key in 'Principal' | 'NotPrincipal' | 'Action' | 'NotAction']?: unknown }

/** A statement needs exactly one element of each of the two pairs. */
function hasOneOfEach({ Principal, NotPrincipal, Action, NotAction }: Elements): boolean {
  return (
    (Principal === undefined) !== (NotPrincipal === undefined) &&
    (Action === undefined) !== (NotAction === undefined)
  )
}

function policyOf<T extends z.ZodType>(statement: T) {
  return z.strictObject({
    Version: z.enum(['2008-10-17', '2012-10-17']).default('2008-10-17'),
    Id: z.string().optional(),
    Statement: oneOrMore(statement),
  })
}

/**
 * A repository policy as ECR's grammar has it. Sids may repeat and hold anything, Version may be absent; an
 * element that ECR does not take, above all Resource, is refused.
 */
export const RepositoryPolicy = policyOf(z.strictObject(elements).refine(hasOneOfEach))

/** A registry policy, which must say on which repositories. */
export const RegistryPolicy = policyOf(
  z
    .strictObject({
      ...elements,
      Resource: oneOrMore(z.string().regex(/^(?:\*|arn:aws:ecr:[^:]*:[^:]*:repository\/.+)$/)),
    })
    .refine(hasOneOfEach),
)

/** Every user, role, account and session that a policy names. */
export function namedPrincipals({ Statement }: z.output<typeof RepositoryPolicy>): string[] {
  return Statement.flatMap(({ Principal, NotPrincipal }) => (Principal ?? NotPrincipal)?.AWS ?? [])
}

/** The document of a policy's text; undefined when it is no JSON, which no grammar takes. */
export function parsePolicyJson(policyText: string): unknown {
  try {
    return JSON.parse(policyText)
  } catch {
    return undefined
  }
}
