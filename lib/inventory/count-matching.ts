import type { Json } from '@/lib/policy/json/json'
import { appliesTo, resourcesKey, resourcesOf } from '@/lib/policy/registry-side'
import { repositoryArn } from '@/lib/repositories/reference'
import { nameAt, type RegistryIndex } from './registry-index'

/**
 * How many repositories of a registry the statements of its policy are about, by `resourcesKey`; left out where that
 * depends on the request.
 */
export function countByResources(index: RegistryIndex, statements: readonly Json[]): Record<string, number> {
  const resources = new Map(statements.map((statement) => [resourcesKey(statement), resourcesOf(statement)]))
  const counted = [...resources].flatMap(([key, each]): [string, number][] => {
    const count = countMatching(index, each)
    return count === undefined ? [] : [[key, count]]
  })
  return Object.fromEntries(counted)
}

function countMatching(index: RegistryIndex, resources: ReturnType<typeof resourcesOf>): number | undefined {
  let count = 0
  for (const row of index.rows) {
    const applies = appliesTo(resources, repositoryArn({ ...index.registry, name: nameAt(index, row) }))
    if (applies === undefined) return undefined
    if (applies) count += 1
  }
  return count
}
