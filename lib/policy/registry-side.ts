import { actionMatches, REPOSITORY_ACTIONS } from './actions'
import type { PolicyDocument } from './document'
import { wildcardMatches } from './evaluate/wildcard'
import type { Json } from './json/json'
import { asList, isObject } from './json/json-tree'
import { readStatement, type Statement } from './statement'

/** The registry's account setting REGISTRY_POLICY_SCOPE: which actions AWS evaluates its policy for. */
export type RegistryScope = 'V1' | 'V2'

/**
 * What is known of the policy of a repository's registry, which AWS evaluates together with the repository's own.
 * Without a document the registry has none. `text` is a policy that is there and can't be read.
 */
export type RegistrySide =
  | { state: 'known'; scope: RegistryScope; document: PolicyDocument | undefined }
  | { state: 'unknown'; reason: string; text?: string }

/** What the registry's policy says of one repository; `unknown` where nobody can tell. */
export type RegistryHere = { statements: readonly Statement[]; version: string | undefined } | 'unknown'

export function registryHere(side: RegistrySide, repositoryArn: string): RegistryHere {
  const statements = registryStatements(side, repositoryArn)
  if (side.state === 'unknown' || !statements) return 'unknown'
  const version = side.document?.value.Version
  return { statements, version: typeof version === 'string' ? version : undefined }
}

/** For questions about a repository policy alone. */
export const NO_REGISTRY_POLICY: RegistrySide = { state: 'known', scope: 'V2', document: undefined }

/** What V1 enforces (ECR User Guide, “Registry policy scope”); V2 is every action. */
const V1_ACTIONS = ['ecr:BatchImportUpstreamImage', 'ecr:CreateRepository', 'ecr:ReplicateImage']

/**
 * The statements of the registry's policy that AWS evaluates for calls on a repository, with their places in that policy.
 * Undefined if the policy isn't known, or if a statement names its repositories by a variable.
 */
export function registryStatements(
  side: RegistrySide,
  repositoryArn: string,
): readonly Statement[] | undefined {
  if (side.state === 'unknown') return undefined
  const { document, scope } = side
  const here = (document?.statements ?? []).map((value, index) => ({
    statement: scope === 'V1' ? limited(readStatement(value, index)) : readStatement(value, index),
    applies: appliesTo(resourcesOf(value), repositoryArn),
  }))
  if (here.some(({ applies }) => applies === undefined)) return undefined
  return here.flatMap(({ statement, applies }) => (applies ? statement : []))
}

/** What a statement says of its repositories: patterns of ARNs. A statement without a Resource applies to none. */
export function resourcesOf(statement: Json): { patterns: string[]; not: boolean } {
  if (!isObject(statement)) return { patterns: [], not: false }
  const { Resource, NotResource } = statement
  const patterns = asList(Resource ?? NotResource).filter((each) => typeof each === 'string')
  return { patterns, not: Resource === undefined && NotResource !== undefined }
}

/** The same text for statements about the same repositories. */
export function resourcesKey(statement: Json): string {
  const { patterns, not } = resourcesOf(statement)
  return JSON.stringify([not, ...patterns])
}

/** Undefined if that depends on the request. */
export function appliesTo(
  { patterns, not }: ReturnType<typeof resourcesOf>,
  repositoryArn: string,
): boolean | undefined {
  if (patterns.some((pattern) => !pattern.includes('${') && wildcardMatches(pattern, repositoryArn)))
    return !not
  return patterns.some((pattern) => pattern.includes('${')) ? undefined : not
}

function limited(statement: Statement): Statement {
  return { ...statement, actions: enforcedByV1(statement), notAction: false }
}

/** The actions of a statement that AWS evaluates under the scope V1. */
export function enforcedByV1({ actions, notAction }: Pick<Statement, 'actions' | 'notAction'>): string[] {
  const covers = (action: string) => actions.some((pattern) => actionMatches(pattern, action)) !== notAction
  return REPOSITORY_ACTIONS.filter((action) => V1_ACTIONS.includes(action) && covers(action))
}
