import { randomUUID } from 'node:crypto'
import type { RepositoryRef } from '@/lib/repositories/reference'
import type { AccessRequestInput, Proposal } from './model'

/** What the access form sends about a repository, each time as a new submission. */
export function asking({ account, region, name }: RepositoryRef, changes: Partial<AccessRequestInput> = {}) {
  return {
    submission: randomUUID(),
    account,
    region,
    repository: name,
    awsUserName: 'arn:aws:iam::957591566260:user/ci',
    action: 'ecr:BatchGetImage',
    error: '',
    why: 'The build needs it.',
    ...changes,
  }
}

export function proposing(statement: object): Proposal {
  return { kind: 'statement', statement: JSON.stringify(statement) }
}
