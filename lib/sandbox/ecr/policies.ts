import { z } from 'zod'
import { repositoryArn } from '@/lib/repositories/reference'
import type { StoredRepository } from '../model'
import { shownText, storedText } from '../policy/format'
import { namedPrincipals, parsePolicyJson, RepositoryPolicy } from '../policy/grammar'
import { AwsError, invalidParameter } from '../protocol/aws-error'
import { decideEcr } from './authorize'
import type { Call } from './call'
import { InRepository, text } from './input'
import { named, type Operation, operation, requireRepository, thatRepository } from './operation'

const setRepositoryPolicy = operation({
  action: 'SetRepositoryPolicy',
  input: z.object({ ...InRepository, policyText: text(0, 10240), force: z.boolean().default(false) }),
  on: thatRepository,
  run(call, input) {
    const repository = requireRepository(call, input)
    const document = parsePolicyJson(input.policyText)
    const policy = RepositoryPolicy.safeParse(document)
    // ECR doesn't say what is wrong, or where.
    if (!policy.success) throw invalidParameter('PolicyText', 'Invalid repository policy provided')
    for (const principal of namedPrincipals(policy.data))
      if (!call.directory.exists(principal)) throw invalidParameter('PolicyText', 'Principal not found')
    const changed = {
      ...repository,
      policy: storedText(document, (arn) => call.directory.principal(arn)?.uniqueId ?? arn),
    }
    if (!input.force) keepTheDoorOpen(call, repository, changed.policy)
    call.store.commit([{ type: 'repository', repository: changed }])
    return { ...named(repository), policyText: shown(call, changed.policy) }
  },
})

/**
 * Without `force` ECR refuses a policy that would keep its author from setting another one. Its sentence is
 * not known.
 */
function keepTheDoorOpen(call: Call, repository: StoredRepository, policy: string): void {
  const need = { action: 'ecr:SetRepositoryPolicy', resource: repositoryArn(repository), tags: undefined }
  if (!decideEcr(call, need, policy).allowed)
    throw invalidParameter(
      'PolicyText',
      'The new repository policy will not allow you to set the repository policy in the future',
    )
}

let readings = 0

function shown({ directory }: Call, policy: string): string {
  return shownText(policy, (id) => directory.arnOf(id) ?? id, readings++)
}

const getRepositoryPolicy = operation({
  action: 'GetRepositoryPolicy',
  input: z.object(InRepository),
  on: thatRepository,
  run(call, input) {
    const repository = requireRepository(call, input)
    return { ...named(repository), policyText: shown(call, requirePolicy(repository)) }
  },
})

const deleteRepositoryPolicy = operation({
  action: 'DeleteRepositoryPolicy',
  input: z.object(InRepository),
  on: thatRepository,
  run(call, input) {
    const repository = requireRepository(call, input)
    const policyText = shown(call, requirePolicy(repository))
    const { policy: _gone, ...rest } = repository
    call.store.commit([{ type: 'repository', repository: rest }])
    return { ...named(repository), policyText }
  },
})

function requirePolicy({ policy, name, account }: StoredRepository): string {
  if (policy === undefined)
    throw new AwsError(
      'RepositoryPolicyNotFoundException',
      `Repository policy does not exist for the repository with name '${name}' in the registry with id '${account}'`,
    )
  return policy
}

export const policyOperations: Record<string, Operation> = {
  SetRepositoryPolicy: setRepositoryPolicy,
  GetRepositoryPolicy: getRepositoryPolicy,
  DeleteRepositoryPolicy: deleteRepositoryPolicy,
}
