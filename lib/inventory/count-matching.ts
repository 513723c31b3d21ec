import { appliesTo, type resourcesOf } from '@/lib/policy/registry-side'
import { repositoryArn } from '@/lib/repositories/reference'
import { nameAt, type RegistryIndex } from './registry-index'

/** How many repositories of a registry a statement of its policy is about; undefined if that depends on the request. */
export function countMatching(
  index: RegistryIndex,
  resources: ReturnType<typeof resourcesOf>,
): number | undefined {
  let count = 0
  for (const row of index.rows) {
    const applies = appliesTo(resources, repositoryArn({ ...index.registry, name: nameAt(index, row) }))
    if (applies === undefined) return undefined
    if (applies) count += 1
  }
  return count
}
