import { z } from 'zod'
import { placeKey, type StoredRepository } from '../model'
import { AwsError } from '../protocol/aws-error'
import type { Call } from './call'
import { findImage, hasTagStatus, TagStatus } from './images'
import { ImageId, InRepository, list, maxResults, text } from './input'
import { requireLifecycle } from './lifecycle'
import { applyLifecycleRules, type Chosen, parseLifecyclePolicy } from './lifecycle-rules'
import { imagesInLists } from './manifest-lists'
import { named, type Operation, operation, requireRepository, seconds, thatRepository } from './operation'
import { pageOf } from './pages'

const WORK_MS = 1000

const startLifecyclePolicyPreview = operation({
  action: 'StartLifecyclePolicyPreview',
  input: z.object({ ...InRepository, lifecyclePolicyText: text(100, 30720).optional() }),
  on: thatRepository,
  run(call, input) {
    const repository = requireRepository(call, input)
    const key = placeKey(repository)
    const before = call.previews.get(key)
    if (before && call.now - before.startedAt < WORK_MS)
      throw new AwsError(
        'LifecyclePolicyPreviewInProgressException',
        'The previous lifecycle policy preview request has not completed. Wait and try again.',
      )
    const policyText = input.lifecyclePolicyText ?? requireLifecycle(repository).text
    const chosen = applyLifecycleRules(
      parseLifecyclePolicy(policyText),
      [...call.store.images(repository).values()],
      imagesInLists(call, repository),
      call.now,
    )
    call.previews.set(key, { text: policyText, startedAt: Date.now(), chosen })
    return { ...named(repository), lifecyclePolicyText: policyText, status: 'IN_PROGRESS' }
  },
})

const getLifecyclePolicyPreview = operation({
  action: 'GetLifecyclePolicyPreview',
  input: z.object({
    ...InRepository,
    imageIds: list(ImageId, 1, 100).optional(),
    filter: z.object({ tagStatus: TagStatus.optional() }).optional(),
    nextToken: z.string().optional(),
    maxResults: maxResults(100),
  }),
  on: thatRepository,
  run(call, input) {
    const repository = requireRepository(call, input)
    const preview = requirePreview(call, repository)
    const answer = { ...named(repository), lifecyclePolicyText: preview.text }
    if (call.now - preview.startedAt < WORK_MS) return { ...answer, status: 'IN_PROGRESS' }
    const { imageIds, filter } = input
    const asked =
      imageIds && new Set(imageIds.map((id) => findImage(call.store.images(repository), id)?.digest))
    const results = preview.chosen.filter(
      ({ image }) => hasTagStatus(image, filter?.tagStatus) && (asked?.has(image.digest) ?? true),
    )
    const scope = `GetLifecyclePolicyPreview ${placeKey(repository)} ${filter?.tagStatus}`
    const { items, nextToken } = pageOf(results, input, scope, ({ image }) => image.digest)
    return {
      ...answer,
      status: 'COMPLETE',
      previewResults: items.map(resultOnTheWire),
      summary: summaryOf(preview.chosen),
      nextToken,
    }
  },
})

function requirePreview(call: Call, repository: StoredRepository) {
  const preview = call.previews.get(placeKey(repository))
  if (!preview)
    throw new AwsError(
      'LifecyclePolicyPreviewNotFoundException',
      `Lifecycle policy preview does not exist for the repository with name '${repository.name}' in the registry with id '${repository.account}'`,
    )
  return preview
}

function resultOnTheWire({ image, rule }: Chosen) {
  return {
    imageDigest: image.digest,
    ...(image.tags.length > 0 && { imageTags: image.tags }),
    imagePushedAt: seconds(image.pushedAt),
    action:
      rule.action.type === 'expire'
        ? { type: 'EXPIRE' }
        : { type: 'TRANSITION', targetStorageClass: 'ARCHIVE' },
    appliedRulePriority: rule.rulePriority,
    storageClass: 'STANDARD',
  }
}

function summaryOf(chosen: readonly Chosen[]) {
  const moving = chosen.filter(({ rule }) => rule.action.type === 'transition').length
  return {
    expiringImageTotalCount: chosen.length - moving,
    ...(moving > 0 && {
      transitioningImageTotalCounts: [{ targetStorageClass: 'ARCHIVE', imageTotalCount: moving }],
    }),
  }
}

export const lifecyclePreviewOperations: Record<string, Operation> = {
  StartLifecyclePolicyPreview: startLifecyclePolicyPreview,
  GetLifecyclePolicyPreview: getLifecyclePolicyPreview,
}
