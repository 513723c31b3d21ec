import type { Access } from '@/lib/accounts/model'

/** Something that the portal does in an account, with the actions it needs in the read or the write role. */
type Task = {
  name: 'read' | 'registry' | 'create' | 'permissions' | 'settings'
  access: Access
  /** The Sid of the statement that grants it. */
  sid: string
  actions: readonly string[]
  /** IAM knows no resource type for actions on a registry. */
  on: 'repositories' | 'everything'
}

export const TASKS: readonly Task[] = [
  {
    name: 'read',
    access: 'read',
    sid: 'ReadRepositories',
    actions: [
      'ecr:DescribeImages',
      'ecr:DescribeRepositories',
      'ecr:GetLifecyclePolicy',
      'ecr:GetRepositoryPolicy',
      'ecr:ListTagsForResource',
    ],
    on: 'repositories',
  },
  {
    name: 'registry',
    access: 'read',
    sid: 'ReadRegistry',
    actions: ['ecr:GetAccountSetting', 'ecr:GetRegistryPolicy'],
    on: 'everything',
  },
  {
    name: 'create',
    access: 'write',
    sid: 'CreateRepositories',
    // Creating with tags needs TagResource as well.
    actions: ['ecr:CreateRepository', 'ecr:TagResource'],
    on: 'repositories',
  },
  {
    name: 'permissions',
    access: 'write',
    sid: 'SavePermissions',
    actions: ['ecr:DeleteRepositoryPolicy', 'ecr:SetRepositoryPolicy'],
    on: 'repositories',
  },
  {
    name: 'settings',
    access: 'write',
    sid: 'SaveSettings',
    actions: ['ecr:PutImageScanningConfiguration', 'ecr:PutImageTagMutability'],
    on: 'repositories',
  },
  {
    name: 'registry',
    access: 'write',
    sid: 'SaveRegistryPolicy',
    actions: ['ecr:DeleteRegistryPolicy', 'ecr:PutRegistryPolicy'],
    on: 'everything',
  },
]

/**
 * What ECR calls KMS for, on the portal's behalf, to create a repository with a key (ECR User Guide, "Encryption at
 * rest").
 */
export const KMS_ACTIONS = ['kms:CreateGrant', 'kms:DescribeKey'] as const

/**
 * What assuming a role takes. TagSession, because an EKS pod passes its tags on to every role that it assumes from its
 * own (EKS User Guide, "Grant Pods access to AWS resources based on tags").
 */
export const SIGN_IN_ACTIONS = ['sts:AssumeRole', 'sts:SetSourceIdentity', 'sts:TagSession'] as const
