import type { Registry } from '@/lib/accounts/registry'
import { type PolicyDocument, parsePolicy } from '@/lib/policy/document'
import type { Json } from '@/lib/policy/json/json'
import { isObject } from '@/lib/policy/json/json-tree'
import { distinctWords, globOf, type Language } from '@/lib/policy/prove/atoms/words'
import type { Steps } from '@/lib/policy/prove/steps'
import { appliesTo, enforcedByV1, type RegistryScope, resourcesOf } from '@/lib/policy/registry-side'
import { readStatement } from '@/lib/policy/statement'
import { samePolicy } from './equality'

/**
 * Repositories of a registry for which a change of its policy does the same: what applied to them before, and what does
 * afterwards, as policies of their own. `names` is empty if none of them exists yet; `example` is one that does or could.
 */
export type RepositoryGroup = {
  names: string[]
  example: string
  before: PolicyDocument | undefined
  after: PolicyDocument | undefined
}

/** More than these nobody reads, and each of them has to be decided. */
const MOST_GROUPS = 50

/** How many names are looked at in one step. */
const STEP = 1000

/** What ECR accepts as a repository’s name, nearly; a name that doesn’t exist only shows what could. */
const NAMES: Language = {
  name: 'names of repositories',
  start: 0,
  step: (_, character) => (/[a-z0-9._/-]/.test(character) ? 1 : undefined),
  mayEnd: (state) => state === 1,
}

/**
 * The repositories for which a change of the registry’s policy makes a difference, in groups. Also those that don’t exist
 * yet, since a pattern lets in callers there, too. Undefined if that can’t be told: a statement names its repositories by a
 * variable, or there are too many groups.
 */
export function* repositoryGroups(
  before: PolicyDocument | undefined,
  after: PolicyDocument | undefined,
  { registry, scope, names }: { registry: Registry; scope: RegistryScope; names: readonly string[] },
): Steps<RepositoryGroup[] | undefined> {
  const resources = [...statementsOf(before), ...statementsOf(after)].map(resourcesOf)
  if (resources.some(({ patterns }) => patterns.some((pattern) => pattern.includes('${')))) return undefined
  const prefix = `arn:aws:ecr:${registry.region}:${registry.account}:repository/`
  const groups = new Map<string, RepositoryGroup>()

  function groupOf(name: string): RepositoryGroup {
    const arn = `${prefix}${name}`
    const key = resources.map((each) => (appliesTo(each, arn) ? '1' : '0')).join('')
    const known = groups.get(key)
    if (known) return known
    const group = {
      names: [],
      example: name,
      before: policyFor(arn, before, scope),
      after: policyFor(arn, after, scope),
    }
    groups.set(key, group)
    return group
  }

  for (const [at, name] of names.entries()) {
    if (at % STEP === 0) yield undefined
    groupOf(name).names.push(name)
  }
  const tests = resources.map(({ patterns }) => patterns.map(globOf))
  const possible = distinctWords(tests, NAMES)(prefix)
  if (!possible || groups.size > MOST_GROUPS) return undefined
  for (const arn of possible) groupOf(arn.slice(prefix.length))
  return groups.size > MOST_GROUPS
    ? undefined
    : [...groups.values()].filter((group) => !samePolicy(group.before, group.after))
}

/** The statements that AWS evaluates for a resource, as a policy of its own; undefined if there are none. */
export function policyFor(
  arn: string,
  document: PolicyDocument | undefined,
  scope: RegistryScope,
): PolicyDocument | undefined {
  const Statement = statementsOf(document).flatMap((statement): Json[] => {
    if (!isObject(statement) || !appliesTo(resourcesOf(statement), arn)) return []
    const { Resource: _, NotResource: __, ...rest } = statement
    if (scope === 'V2') return [rest]
    const { NotAction: ___, ...limited } = rest
    const Action = enforcedByV1(readStatement(statement, 0))
    return Action.length > 0 ? [{ ...limited, Action }] : []
  })
  if (!document || Statement.length === 0) return undefined
  const reading = parsePolicy(JSON.stringify({ ...document.value, Statement }))
  return reading.ok ? reading.document : undefined
}

function statementsOf(document: PolicyDocument | undefined): readonly Json[] {
  return document?.statements ?? []
}
