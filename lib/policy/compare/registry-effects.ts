import type { Registry } from '@/lib/accounts/registry'
import type { PolicyDocument } from '@/lib/policy/document'
import type { Steps } from '@/lib/policy/prove/steps'
import type { RegistryScope } from '@/lib/policy/registry-side'
import { accessChanges } from './access-change'
import { policyFor, type RepositoryGroup, repositoryGroups } from './registry-groups'
import { dangersOf, findRisks, portalLockOuts, type RiskContext } from './risks'

/** What a change of a registry’s policy does to some of its repositories, in sentences. */
export type RegistryEffect = {
  /** How many of them exist, and the first of their names. */
  count: number
  names: string[]
  /** One that doesn’t exist yet, if none does. */
  example: string
  summary: string
  witness: string | undefined
  /** What is dangerous in it, so that the registry’s name has to be typed. */
  dangers: string[]
}

/** `undecided` says that the portal can’t tell for which repositories it makes a difference. */
export type RegistryEffects = { effects: RegistryEffect[]; undecided: boolean; lockOuts: string[] }

type Context = Omit<RiskContext, 'registry' | 'owner'> & {
  registry: Registry
  scope: RegistryScope
  names: readonly string[]
}

const SHOWN_NAMES = 100

const REGISTRY_ACTIONS = {
  read: ['ecr:GetRegistryPolicy', 'ecr:GetAccountSetting'],
  write: ['ecr:PutRegistryPolicy', 'ecr:DeleteRegistryPolicy'],
}

/**
 * What a change of a registry’s policy does by itself, group by group: what the repositories’ own policies add to it is not
 * looked at.
 */
export function* registryEffects(
  before: PolicyDocument | undefined,
  after: PolicyDocument | undefined,
  { registry, scope, names, ...rest }: Context,
): Steps<RegistryEffects> {
  const context = { ...rest, owner: registry.account }
  const groups = yield* repositoryGroups(before, after, { registry, scope, names })
  const effects: RegistryEffect[] = []
  for (const group of groups ?? []) {
    effects.push(yield* effectOn(group, context))
  }
  const itself = [before, after].map((document) => policyFor('*', document, scope))
  return {
    effects,
    undecided: groups === undefined,
    lockOuts: portalLockOuts(itself[0], itself[1], context, REGISTRY_ACTIONS),
  }
}

function* effectOn(
  { names, example, before, after }: RepositoryGroup,
  context: RiskContext,
): Steps<RegistryEffect> {
  yield undefined
  const { summary, example: witness } = accessChanges(before, after, context)
  const { openings, lockOuts } = dangersOf(yield* findRisks(before, after, context))
  return {
    count: names.length,
    names: names.slice(0, SHOWN_NAMES),
    example,
    summary,
    witness,
    dangers: [...openings, ...lockOuts],
  }
}
