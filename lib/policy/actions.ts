import { wildcardMatches } from './evaluate/wildcard'
import lists from './lists/actions.json'

export type AccessLevel = 'List' | 'Read' | 'Write' | 'Permissions management' | 'Tagging'

/**
 * The actions that a repository policy can grant, by access level: those with the repository resource type in AWS's
 * Service Authorization Reference for Amazon ECR.
 */
export const REPOSITORY_ACTIONS_BY_LEVEL: Readonly<Record<AccessLevel, readonly string[]>> = lists.repository

export const REPOSITORY_ACTIONS: readonly string[] = Object.values(REPOSITORY_ACTIONS_BY_LEVEL).flat().sort()

/** Actions on a whole registry (same reference, no resource type). In a repository policy they have no effect. */
export const REGISTRY_ACTIONS: readonly string[] = lists.registry

const ALL_ACTIONS = [...REPOSITORY_ACTIONS, ...REGISTRY_ACTIONS]
const CANONICAL = new Map(ALL_ACTIONS.map((action) => [action.toLowerCase(), action]))

/** Whether an entry of Action covers an action. IAM ignores case here and allows `*` and `?` in the name only. */
export function actionMatches(pattern: string, action: string): boolean {
  if (pattern === '*') return true
  // Nearly all entries are plain names, and a policy is asked about thousands of times while it is typed.
  if (pattern.length !== action.length && !isWildcard(pattern)) return false
  const wanted = pattern.toLowerCase()
  return wanted.startsWith('ecr:') && wildcardMatches(wanted, action.toLowerCase())
}

/** The repository actions that any of these entries covers, in AWS's spelling and in alphabetical order. */
export function expandActions(patterns: readonly string[]): string[] {
  return REPOSITORY_ACTIONS.filter((action) => patterns.some((pattern) => actionMatches(pattern, action)))
}

/** The registry actions that any of these entries covers. A repository policy can't grant them. */
export function expandRegistryActions(patterns: readonly string[]): string[] {
  return REGISTRY_ACTIONS.filter((action) => patterns.some((pattern) => actionMatches(pattern, action)))
}

/** Whether an action applies to the whole registry, so that repository policies play no part in it. */
export function isOfRegistry(action: string): boolean {
  return REGISTRY_ACTIONS.includes(canonicalAction(action) ?? action)
}

/** AWS's spelling of an ECR action; undefined if there is no such action. */
export function canonicalAction(action: string): string | undefined {
  return CANONICAL.get(action.toLowerCase())
}

export function isWildcard(pattern: string): boolean {
  return /[*?]/.test(pattern)
}

/** `ecr:BatchGetImage` without the service, for places that only list ECR's actions. */
export function shortAction(action: string): string {
  return action.replace(/^ecr:/i, '')
}
