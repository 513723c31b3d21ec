import { z } from 'zod'
import { storedText } from '../policy/format'
import { RepositoryPolicy } from '../policy/grammar'
import { AwsError, invalidParameter } from '../protocol/aws-error'
import type { StoredRepository } from '../store/model'
import { InRepository, text } from './input'
import { named, type Operation, operation, requireRepository, thatRepository } from './operation'

const setRepositoryPolicy = operation({
  action: 'SetRepositoryPolicy',
  input: z.object({ ...InRepository, policyText: text(0, 10240), force: z.boolean().default(false) }),
  on: thatRepository,
  run(call, input) {
    const repository = requireRepository(call, input)
    const document = parseJson(input.policyText)
    const policy = RepositoryPolicy.safeParse(document)
    // ECR says neither what is wrong nor where.
    if (!policy.success) throw invalidParameter('PolicyText', 'Invalid repository policy provided')
    for (const statement of policy.data.Statement)
      for (const principal of (statement.Principal ?? statement.NotPrincipal)?.AWS ?? [])
        if (!call.directory.exists(principal)) throw invalidParameter('PolicyText', 'Principal not found')
    const changed = { ...repository, policy: storedText(document) }
    call.store.commit([{ type: 'repository', repository: changed }])
    return { ...named(repository), policyText: changed.policy }
  },
})

function parseJson(policyText: string): unknown {
  try {
    return JSON.parse(policyText)
  } catch {
    throw invalidParameter('PolicyText', 'Invalid repository policy provided')
  }
}

const getRepositoryPolicy = operation({
  action: 'GetRepositoryPolicy',
  input: z.object(InRepository),
  on: thatRepository,
  run(call, input) {
    const repository = requireRepository(call, input)
    return { ...named(repository), policyText: requirePolicy(repository) }
  },
})

const deleteRepositoryPolicy = operation({
  action: 'DeleteRepositoryPolicy',
  input: z.object(InRepository),
  on: thatRepository,
  run(call, input) {
    const repository = requireRepository(call, input)
    const policyText = requirePolicy(repository)
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
