import { imageOperations } from './images'
import { lifecycleOperations } from './lifecycle'
import { mutabilityOperations } from './mutability'
import type { Operation } from './operation'
import { policyOperations } from './policies'
import { pushAndPullOperations } from './push-and-pull'
import { registryOperations } from './registry'
import { repositoryOperations } from './repositories'
import { scanningOperations } from './scanning'
import { tagOperations } from './tags'

/** Every operation of ECR that the sandbox has, by its name. */
export const ecrOperations: ReadonlyMap<string, Operation> = new Map(
  Object.entries({
    ...repositoryOperations,
    ...mutabilityOperations,
    ...tagOperations,
    ...policyOperations,
    ...lifecycleOperations,
    ...registryOperations,
    ...imageOperations,
    ...pushAndPullOperations,
    ...scanningOperations,
  }),
)
