import { z } from 'zod'
import type { StoredImage } from '../model'
import { wildcard } from '../policy/wildcard'
import { invalidParameter } from '../protocol/aws-error'

const DAY_MS = 86_400_000

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

/** An image that a rule would expire or move. */
export type Chosen = { image: StoredImage; rule: LifecycleRule }

/**
 * What a lifecycle policy would do to a repository's images (ECR User Guide, "Lifecycle policy evaluation
 * rules"): rules go by priority, an image that fits the tags of one rule is out of reach of later ones, and
 * an image in a list stays with it.
 */
export function applyLifecycleRules(
  rules: readonly LifecycleRule[],
  images: readonly StoredImage[],
  inLists: ReadonlySet<string>,
  now: number,
): Chosen[] {
  const taken = new Set<StoredImage>()
  const chosen: Chosen[] = []
  for (const rule of rules.toSorted((a, b) => a.rulePriority - b.rulePriority)) {
    const fitting = images
      .filter((image) => fitsTags(rule, image) && !inLists.has(image.digest))
      .toSorted((a, b) => b.pushedAt - a.pushedAt)
    for (const [index, image] of fitting.entries())
      if (!taken.has(image) && isDue(rule, image, index, now)) chosen.push({ image, rule })
    for (const image of fitting) taken.add(image)
  }
  return chosen
}

function fitsTags({ selection }: LifecycleRule, { tags }: StoredImage): boolean {
  const { tagStatus, tagPrefixList = [], tagPatternList = [] } = selection
  if (tagStatus === 'any') return true
  if (tagStatus === 'untagged') return tags.length === 0
  return (
    tagPrefixList.every((prefix) => tags.some((tag) => tag.startsWith(prefix))) &&
    tagPatternList.every((pattern) => tags.some((tag) => wildcard(pattern, tag)))
  )
}

/**
 * `index` counts the matching images from the newest. The sandbox archives nothing, so nothing leaves the archive.
 */
function isDue({ selection }: LifecycleRule, image: StoredImage, index: number, now: number): boolean {
  const { countType, countNumber } = selection
  const olderThan = (time: number) => now - time > countNumber * DAY_MS
  switch (countType) {
    case 'imageCountMoreThan':
      return index >= countNumber
    case 'sinceImagePushed':
      return olderThan(image.pushedAt)
    case 'sinceImagePulled':
      return olderThan(image.lastPulledAt ?? image.pushedAt)
    case 'sinceImageTransitioned':
      return false
  }
}
