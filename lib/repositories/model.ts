import type { RepositoryRef } from './reference'

/** ECR's four values; one that AWS adds later is kept and shown as is. */
export type TagMutability =
  | 'MUTABLE'
  | 'IMMUTABLE'
  | 'MUTABLE_WITH_EXCLUSION'
  | 'IMMUTABLE_WITH_EXCLUSION'
  | (string & {})

/** A repository in the inventory. Times are milliseconds since 1970. */
export type Repository = RepositoryRef & {
  createdAt: number | undefined
  mutability: TagMutability
  mutabilityExclusions: string[]
  scanOnPush: boolean
  encryption: string
  kmsKey: string | undefined
}

/** An image of a repository. `size` is bytes, compressed, as ECR counts them. */
export type Image = {
  digest: string
  tags: string[]
  size: number | undefined
  pushedAt: number | undefined
  lastPulledAt: number | undefined
  mediaType: string | undefined
  status: string
  scan: { status: string; counts: Record<string, number> } | undefined
}
