import { AwsError } from '../protocol/aws-error'
import { accountSettingOperations } from './account-settings'
import { deleteImageOperations } from './delete-images'
import { imageOperations } from './images'
import { layerOperations } from './layers'
import { lifecycleOperations } from './lifecycle'
import { lifecyclePreviewOperations } from './lifecycle-preview'
import { mutabilityOperations } from './mutability'
import type { Operation } from './operation'
import { policyOperations } from './policies'
import { pullOperations } from './pull'
import { pushOperations } from './push'
import { registryOperations } from './registry'
import { registryPolicyOperations } from './registry-policy'
import { repositoryOperations } from './repositories'
import { scanningOperations } from './scanning'
import { tagOperations } from './tags'

const ecrOperations: ReadonlyMap<string, Operation> = new Map(
  Object.entries({
    ...repositoryOperations,
    ...mutabilityOperations,
    ...tagOperations,
    ...policyOperations,
    ...lifecycleOperations,
    ...lifecyclePreviewOperations,
    ...registryOperations,
    ...registryPolicyOperations,
    ...accountSettingOperations,
    ...imageOperations,
    ...layerOperations,
    ...pullOperations,
    ...pushOperations,
    ...deleteImageOperations,
    ...scanningOperations,
  }),
)

/** An operation of ECR by its name. Throws as AWS does for one that the sandbox does not have. */
export function requireEcrOperation(name: string): Operation {
  const operation = ecrOperations.get(name)
  if (!operation) throw new AwsError('UnknownOperationException', '')
  return operation
}
