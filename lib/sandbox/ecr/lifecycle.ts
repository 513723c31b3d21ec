import { z } from 'zod'
import type { StoredRepository } from '../model'
import { AwsError } from '../protocol/aws-error'
import { InRepository, text } from './input'
import { parseLifecyclePolicy } from './lifecycle-rules'
import { named, type Operation, operation, requireRepository, seconds, thatRepository } from './operation'

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

export function requireLifecycle({ lifecycle, name, account }: StoredRepository) {
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
