import { type Registry, registryKey } from '@/lib/accounts/registry'
import { samePolicy } from '@/lib/policy/compare/equality'
import { sameMeaning } from '@/lib/policy/compare/meaning'
import type { PolicyDocument } from '@/lib/policy/document'
import { type RepositoryRef, repositoryKey } from '@/lib/repositories/reference'

/** Whose policy it is: a repository’s, or that of a whole registry. */
export type PolicyTarget = RepositoryRef | Registry

export function isRepository(target: PolicyTarget): target is RepositoryRef {
  return 'name' in target
}

/** A stable text key. */
export function targetKey(target: PolicyTarget): string {
  return isRepository(target) ? repositoryKey(target) : registryKey(target)
}

/** As part of a sentence: “the permissions of cwp/kiosk”. */
export function permissionsOf(target: PolicyTarget): string {
  return isRepository(target)
    ? `the permissions of ${target.name}`
    : `the policy of the registry ${registryKey(target)}`
}

/** Whether two policies mean the same there. The statements of a registry are compared as they are written. */
export function samePolicyOf(
  target: PolicyTarget,
  one: PolicyDocument | undefined,
  other: PolicyDocument | undefined,
): boolean {
  return isRepository(target) ? sameMeaning(one, other, target.account) : samePolicy(one, other)
}
