import { z } from 'zod'
import { repositoryArn, repositoryUri } from '@/lib/repositories/reference'
import { placeKey, type StoredRepository } from '../model'
import { AwsError, invalidParameter } from '../protocol/aws-error'
import type { Call } from './call'
import { InRepository, list, Paged, RegistryId, RepositoryName, text } from './input'
import { MutabilityInput, mutabilityFrom } from './mutability'
import { type Operation, operation, placeOf, requireRepository, seconds, thatRepository } from './operation'
import { pageOf } from './pages'
import { Tags, tagRecord } from './tags'

const Encryption = z.object({
  encryptionType: z.enum(['AES256', 'KMS', 'KMS_DSSE']),
  kmsKey: text(1, 2048).optional(),
})

function repositoryOnTheWire(repository: StoredRepository) {
  const { type, kmsKey } = repository.encryption
  return {
    repositoryArn: repositoryArn(repository),
    registryId: repository.account,
    repositoryName: repository.name,
    repositoryUri: repositoryUri(repository),
    createdAt: seconds(repository.createdAt),
    imageTagMutability: repository.mutability,
    ...(repository.exclusions.length > 0 && { imageTagMutabilityExclusionFilters: repository.exclusions }),
    imageScanningConfiguration: { scanOnPush: repository.scanOnPush },
    encryptionConfiguration: { encryptionType: type, ...(kmsKey && { kmsKey }) },
  }
}

const createRepository = operation({
  action: 'CreateRepository',
  input: z.object({
    ...InRepository,
    ...MutabilityInput,
    tags: Tags.optional(),
    imageScanningConfiguration: z.object({ scanOnPush: z.boolean().optional() }).optional(),
    encryptionConfiguration: Encryption.optional(),
  }),
  on: thatRepository,
  tags: ({ tags }) => (tags?.length ? tagRecord({}, tags) : undefined),
  run(call, input) {
    const place = placeOf(call, input)
    if (call.store.repository(place))
      throw new AwsError(
        'RepositoryAlreadyExistsException',
        `The repository with name '${place.name}' already exists in the registry with id '${place.account}'`,
      )
    const repository: StoredRepository = {
      ...place,
      createdAt: call.now,
      ...mutabilityFrom(input),
      scanOnPush: input.imageScanningConfiguration?.scanOnPush ?? false,
      encryption: encryptionFrom(call, input.encryptionConfiguration),
      tags: tagRecord({}, input.tags ?? []),
    }
    // The new repository must not inherit content from an earlier one with the same name.
    call.store.commit([
      { type: 'repository-gone', ...place },
      { type: 'repository', repository },
    ])
    return { repository: repositoryOnTheWire(repository) }
  },
})

/** The one key that the sandbox knows not to exist. */
const NO_KEY = ':key/00000000-0000-0000-0000-000000000000'

function encryptionFrom(
  call: Call,
  wanted: z.infer<typeof Encryption> | undefined,
): StoredRepository['encryption'] {
  const type = wanted?.encryptionType ?? 'AES256'
  if (type === 'AES256') {
    if (wanted?.kmsKey)
      throw invalidParameter(
        'encryptionConfiguration',
        'KMS key cannot be specified with encryption type AES256',
      )
    return { type }
  }
  if (wanted?.kmsKey?.endsWith(NO_KEY))
    throw new AwsError('KmsException', `Key '${wanted.kmsKey}' does not exist`, 400, {
      kmsError: 'NotFoundException',
    })
  // Without a key of its own ECR uses the account's AWS managed key.
  return { type, kmsKey: wanted?.kmsKey ?? `arn:aws:kms:${call.region}:${call.caller.account}:alias/aws/ecr` }
}

const describeRepositories = operation({
  action: 'DescribeRepositories',
  input: z.object({
    registryId: RegistryId.optional(),
    repositoryNames: list(RepositoryName, 1, 100).optional(),
    ...Paged,
  }),
  on: (call, { registryId, repositoryNames }) =>
    (repositoryNames ?? ['*']).map((repositoryName) =>
      repositoryArn(placeOf(call, { registryId, repositoryName })),
    ),
  run(call, input) {
    const account = input.registryId ?? call.caller.account
    if (input.repositoryNames) {
      if (input.maxResults !== undefined || input.nextToken !== undefined)
        throw invalidParameter(
          input.maxResults === undefined ? 'nextToken' : 'maxResults',
          'must not be specified when repositoryNames is specified',
        )
      return {
        repositories: input.repositoryNames.map((repositoryName) =>
          repositoryOnTheWire(requireRepository(call, { registryId: account, repositoryName })),
        ),
      }
    }
    const registry = { account, region: call.region }
    const { items, nextToken } = pageOf(
      call.store.repositories(registry),
      input,
      `DescribeRepositories ${account} ${call.region}`,
      ({ name }) => name,
    )
    return { repositories: items.map(repositoryOnTheWire), nextToken }
  },
})

const deleteRepository = operation({
  action: 'DeleteRepository',
  input: z.object({ ...InRepository, force: z.boolean().default(false) }),
  on: thatRepository,
  run(call, input) {
    const repository = requireRepository(call, input)
    const { account, region, name } = repository
    if (!input.force && call.store.images(repository).size > 0)
      throw new AwsError(
        'RepositoryNotEmptyException',
        `The repository with name '${name}' in registry with id '${account}' cannot be deleted because it still contains images`,
      )
    call.store.commit([{ type: 'repository-gone', account, region, name }])
    call.previews.delete(placeKey(repository))
    return { repository: repositoryOnTheWire(repository) }
  },
})

export const repositoryOperations: Record<string, Operation> = {
  CreateRepository: createRepository,
  DescribeRepositories: describeRepositories,
  DeleteRepository: deleteRepository,
}
