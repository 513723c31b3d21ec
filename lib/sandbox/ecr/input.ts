import { z } from 'zod'
import { AwsError, invalidParameter } from '../protocol/aws-error'

// The lengths, patterns and enumerations are the ECR API model's of 2015-09-21. The service's sentences are
// known for the pattern of repositoryName, the bounds of maxResults and enumerations; those on lengths and
// nulls are worded after them.

export function matches(pattern: string) {
  return z.string().regex(new RegExp(`^(?:${pattern})$`), `must satisfy regular expression '${pattern}'`)
}

export function text(least: number, most: number) {
  return z
    .string()
    .min(least, `must have length greater than or equal to ${least}`)
    .max(most, `must have length less than or equal to ${most}`)
}

export function list<T extends z.ZodType>(item: T, least: number, most: number) {
  return z
    .array(item)
    .min(least, `must have length greater than or equal to ${least}`)
    .max(most, `must have length less than or equal to ${most}`)
}

export function oneOf<const T extends [string, ...string[]]>(values: T) {
  return z.enum(values, `Member must satisfy enum value set: [${values.join(', ')}]`)
}

const REPOSITORY_NAME_PATTERN = '(?:[a-z0-9]+(?:[._-][a-z0-9]+)*/)*[a-z0-9]+(?:[._-][a-z0-9]+)*'

/**
 * The older of the two patterns that ECR answers with: it refuses `--` and `__`, which the newest model
 * allows and some regions do not. A name that passes here passes everywhere.
 */
export const RepositoryName = text(2, 256).regex(
  new RegExp(`^(?:${REPOSITORY_NAME_PATTERN})$`),
  `must satisfy regular expression '${REPOSITORY_NAME_PATTERN}'`,
)

export const RegistryId = matches('[0-9]{12}')

/** Where most operations act: a repository of the caller's own registry unless another one is named. */
export const InRepository = { registryId: RegistryId.optional(), repositoryName: RepositoryName }

export const Digest = matches('[a-zA-Z0-9-_+.]+:[a-fA-F0-9]+')
export const ImageTag = text(1, 300)
export const ImageId = z.object({ imageDigest: Digest.optional(), imageTag: ImageTag.optional() })
export type ImageId = z.infer<typeof ImageId>

export function maxResults(most = 1000) {
  return z
    .number()
    .int()
    .min(1, 'Member must have value greater than or equal to 1')
    .max(most, `Member must have value less than or equal to ${most}`)
    .optional()
}

export const Paged = { nextToken: z.string().optional(), maxResults: maxResults() }

/**
 * Checks a request's body against an operation's model; throws ECR's refusal for the first thing that is
 * wrong.
 */
export function readInput<T>(model: z.ZodType<T>, body: unknown): T {
  const parsed = model.safeParse(body)
  if (parsed.success) return parsed.data
  const [issue] = parsed.error.issues
  if (!issue) throw parsed.error
  const given = issue.path.reduce<unknown>((value, key) => member(value, key), body)
  const parameter = issue.path.join('.')
  if (given === undefined || given === null) throw invalidParameter(parameter, 'must not be null')
  if (issue.code === 'invalid_type')
    throw new AwsError('SerializationException', `The value at '${parameter}' is not of the expected type.`)
  throw invalidParameter(parameter, issue.message)
}

function member(value: unknown, key: PropertyKey): unknown {
  return typeof value === 'object' && value !== null && key in value ? Reflect.get(value, key) : undefined
}
