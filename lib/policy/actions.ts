import { wildcardMatches } from './evaluate/wildcard'
import lists from './lists/actions.json'

export type AccessLevel = 'List' | 'Read' | 'Write' | 'Permissions management' | 'Tagging'

/**
 * The actions that a repository policy can grant, by access level: those with the repository resource type in AWS's
 * Service Authorization Reference for Amazon ECR.
 */
export const REPOSITORY_ACTIONS_BY_LEVEL: Readonly<Record<AccessLevel, readonly string[]>> = lists.repository

export const REPOSITORY_ACTIONS: readonly string[] = Object.values(REPOSITORY_ACTIONS_BY_LEVEL).flat().sort()

/** Actions on a whole registry (same reference, no resource type): a repository policy can name them to no effect. */
export const REGISTRY_ACTIONS: readonly string[] = lists.registry

const ALL_ACTIONS = [...REPOSITORY_ACTIONS, ...REGISTRY_ACTIONS]
const CANONICAL = new Map(ALL_ACTIONS.map((action) => [action.toLowerCase(), action]))

/** Whether an entry of a policy's Action covers one action. IAM ignores case here and takes `*` and `?` in the name only. */
export function actionMatches(pattern: string, action: string): boolean {
  if (pattern === '*') return true
  const wanted = pattern.toLowerCase()
  return wanted.startsWith('ecr:') && wildcardMatches(wanted, action.toLowerCase())
}

/** The repository's actions that any of these entries covers, in AWS's spelling and in alphabetical order. */
export function expandActions(patterns: readonly string[]): string[] {
  return REPOSITORY_ACTIONS.filter((action) => patterns.some((pattern) => actionMatches(pattern, action)))
}

/** The registry's actions that any of these entries covers. A repository policy grants none of them. */
export function expandRegistryActions(patterns: readonly string[]): string[] {
  return REGISTRY_ACTIONS.filter((action) => patterns.some((pattern) => actionMatches(pattern, action)))
}

/** Whether an action is about the whole registry, so that no repository's policy is asked for it. */
export function isOfRegistry(action: string): boolean {
  return REGISTRY_ACTIONS.includes(canonicalAction(action) ?? action)
}

/** AWS's own spelling of an action of ECR; undefined when there is no such action. */
export function canonicalAction(action: string): string | undefined {
  return CANONICAL.get(action.toLowerCase())
}

export function isWildcard(pattern: string): boolean {
  return /[*?]/.test(pattern)
}

/** `ecr:BatchGetImage` without the service, as it is shown where only ECR's actions stand. */
export function shortAction(action: string): string {
  return action.replace(/^ecr:/i, '')
}
