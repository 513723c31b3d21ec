import { z } from 'zod'
import { AwsError, invalidParameter } from '../protocol/aws-error'
import type { StoredRepository } from '../store/model'
import { InRepository, text } from './input'
import { named, type Operation, operation, requireRepository, seconds, thatRepository } from './operation'

const COUNT = z.number().int().min(1)

const Rule = z.strictObject({
  rulePriority: z.number().int().min(1),
  description: z.string().max(256).optional(),
  selection: z
    .strictObject({
      tagStatus: z.enum(['tagged', 'untagged', 'any']),
      tagPrefixList: z.array(z.string().min(1)).optional(),
      tagPatternList: z.array(z.string().min(1)).max(4).optional(),
      storageClass: z.enum(['standard', 'archive']).optional(),
      countType: z.enum([
        'imageCountMoreThan',
        'sinceImagePushed',
        'sinceImagePulled',
        'sinceImageTransitioned',
      ]),
      countUnit: z.literal('days').optional(),
      countNumber: COUNT,
    })
    // Tagged images are chosen by their tags, others have none; days need a unit, counts have none.
    .refine(
      ({ tagStatus, tagPrefixList, tagPatternList }) =>
        (tagStatus === 'tagged') === ((tagPrefixList ?? tagPatternList) !== undefined),
    )
    .refine(({ countType, countUnit }) => (countType === 'imageCountMoreThan') === (countUnit === undefined)),
  action: z.union([
    z.strictObject({ type: z.literal('expire') }),
    z.strictObject({ type: z.literal('transition'), targetStorageClass: z.literal('archive') }),
  ]),
})
export type LifecycleRule = z.infer<typeof Rule>

/** A lifecycle policy: up to 50 rules, each priority once, and `any` only with the greatest number. */
const LifecyclePolicy = z
  .strictObject({ rules: z.array(Rule).min(1).max(50) })
  .refine(({ rules }) => new Set(rules.map(({ rulePriority }) => rulePriority)).size === rules.length)
  .refine(({ rules }) => {
    const greatest = Math.max(...rules.map(({ rulePriority }) => rulePriority))
    return rules.every(
      ({ rulePriority, selection }) => selection.tagStatus !== 'any' || rulePriority === greatest,
    )
  })

export function parseLifecyclePolicy(lifecyclePolicyText: string): LifecycleRule[] {
  try {
    return LifecyclePolicy.parse(JSON.parse(lifecyclePolicyText)).rules
  } catch (error) {
    const [issue] = error instanceof z.ZodError ? error.issues : []
    throw invalidParameter(
      'LifecyclePolicyText',
      `Lifecycle policy validation failure: ${issue ? `${issue.path.join('.')} ${issue.message}` : 'not valid JSON'}`,
    )
  }
}

const putLifecyclePolicy = operation({
  action: 'PutLifecyclePolicy',
  input: z.object({ ...InRepository, lifecyclePolicyText: text(100, 30720) }),
  on: thatRepository,
  run(call, input) {
    const repository = requireRepository(call, input)
    parseLifecyclePolicy(input.lifecyclePolicyText)
    const lifecycle = { text: JSON.stringify(JSON.parse(input.lifecyclePolicyText)), evaluatedAt: call.now }
    call.store.commit([{ type: 'repository', repository: { ...repository, lifecycle } }])
    return { ...named(repository), lifecyclePolicyText: lifecycle.text }
  },
})

const getLifecyclePolicy = operation({
  action: 'GetLifecyclePolicy',
  input: z.object(InRepository),
  on: thatRepository,
  run(call, input) {
    const repository = requireRepository(call, input)
    const lifecycle = requireLifecycle(repository)
    return {
      ...named(repository),
      lifecyclePolicyText: lifecycle.text,
      lastEvaluatedAt: seconds(lifecycle.evaluatedAt),
    }
  },
})

const deleteLifecyclePolicy = operation({
  action: 'DeleteLifecyclePolicy',
  input: z.object(InRepository),
  on: thatRepository,
  run(call, input) {
    const repository = requireRepository(call, input)
    const { text: lifecyclePolicyText, evaluatedAt } = requireLifecycle(repository)
    const { lifecycle: _gone, ...rest } = repository
    call.store.commit([{ type: 'repository', repository: rest }])
    return { ...named(repository), lifecyclePolicyText, lastEvaluatedAt: seconds(evaluatedAt) }
  },
})

function requireLifecycle({ lifecycle, name, account }: StoredRepository) {
  if (!lifecycle)
    throw new AwsError(
      'LifecyclePolicyNotFoundException',
      `Lifecycle policy does not exist for the repository with name '${name}' in the registry with id '${account}'`,
    )
  return lifecycle
}

export const lifecycleOperations: Record<string, Operation> = {
  PutLifecyclePolicy: putLifecyclePolicy,
  GetLifecyclePolicy: getLifecyclePolicy,
  DeleteLifecyclePolicy: deleteLifecyclePolicy,
}
