import { wildcard } from './wildcard'

/**
 * The actions of ECR that act on a repository, so that a repository policy can grant them (Service
 * Authorization Reference).
 */
export const REPOSITORY_ACTIONS = [
  'BatchCheckLayerAvailability',
  'BatchDeleteImage',
  'BatchGetImage',
  'BatchGetRepositoryScanningConfiguration',
  'BatchImportUpstreamImage',
  'CompleteLayerUpload',
  'CreateRepository',
  'DeleteLifecyclePolicy',
  'DeleteRepository',
  'DeleteRepositoryPolicy',
  'DescribeImageReplicationStatus',
  'DescribeImageScanFindings',
  'DescribeImageSigningStatus',
  'DescribeImages',
  'DescribeRepositories',
  'GetDownloadUrlForLayer',
  'GetLifecyclePolicy',
  'GetLifecyclePolicyPreview',
  'GetRepositoryPolicy',
  'InitiateLayerUpload',
  'ListImages',
  'ListTagsForResource',
  'PutImage',
  'PutImageScanningConfiguration',
  'PutImageTagMutability',
  'PutLifecyclePolicy',
  'ReplicateImage',
  'SetRepositoryPolicy',
  'StartImageScan',
  'StartLifecyclePolicyPreview',
  'TagResource',
  'UntagResource',
  'UpdateImageStorageClass',
  'UploadLayerPart',
] as const

/**
 * Whether a pattern of a policy's Action (`ecr:Batch*`, `*`) covers an action. Case does not count; `*` and
 * `?` do.
 */
export function actionMatches(pattern: string, action: string): boolean {
  return wildcard(pattern.toLowerCase(), action.toLowerCase())
}
