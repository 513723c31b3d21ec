import type { Access } from '@/lib/accounts/model'

/** What the portal does in an account, for which it needs these actions, in the role for reading or for writing. */
type Task = {
  name: 'read' | 'create' | 'permissions' | 'settings'
  access: Access
  /** The name of the statement that grants it. */
  sid: string
  actions: readonly string[]
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
  },
  {
    name: 'create',
    access: 'write',
    sid: 'CreateRepositories',
    // A creation with tags needs TagResource as well.
    actions: ['ecr:CreateRepository', 'ecr:TagResource'],
  },
  {
    name: 'permissions',
    access: 'write',
    sid: 'SavePermissions',
    actions: ['ecr:DeleteRepositoryPolicy', 'ecr:SetRepositoryPolicy'],
  },
  {
    name: 'settings',
    access: 'write',
    sid: 'SaveSettings',
    actions: ['ecr:PutImageScanningConfiguration', 'ecr:PutImageTagMutability'],
  },
]

/** What ECR asks KMS for in the portal's name when a repository is created with a key (ECR User Guide, "Encryption at rest"). */
export const KMS_ACTIONS = ['kms:CreateGrant', 'kms:DescribeKey'] as const

/**
 * What it takes to become a role. TagSession, because a pod of EKS hands its tags on to every role that is taken from its
 * own (EKS User Guide, "Grant Pods access to AWS resources based on tags").
 */
export const SIGN_IN_ACTIONS = ['sts:AssumeRole', 'sts:SetSourceIdentity', 'sts:TagSession'] as const
