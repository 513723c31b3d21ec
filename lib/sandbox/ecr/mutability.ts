import { z } from 'zod'
import type { StoredRepository } from '../model'
import { wildcard } from '../policy/wildcard'
import { type AwsError, invalidParameter } from '../protocol/aws-error'
import { InRepository, list, matches, oneOf } from './input'
import { named, type Operation, operation, requireRepository, thatRepository } from './operation'

const Filter = z.object({ filterType: oneOf(['WILDCARD']), filter: matches('[0-9a-zA-Z._*-]{1,128}') })

export const MutabilityInput = {
  imageTagMutability: oneOf([
    'MUTABLE',
    'IMMUTABLE',
    'IMMUTABLE_WITH_EXCLUSION',
    'MUTABLE_WITH_EXCLUSION',
  ]).optional(),
  imageTagMutabilityExclusionFilters: list(Filter, 1, 5).optional(),
}

type Wanted = {
  imageTagMutability?: StoredRepository['mutability'] | undefined
  imageTagMutabilityExclusionFilters?: z.infer<typeof Filter>[] | undefined
}

/** Filters belong to the two values with exclusions, and those need them. */
export function mutabilityFrom(wanted: Wanted): Pick<StoredRepository, 'mutability' | 'exclusions'> {
  const mutability = wanted.imageTagMutability ?? 'MUTABLE'
  const exclusions = wanted.imageTagMutabilityExclusionFilters ?? []
  const takesFilters = mutability.endsWith('_WITH_EXCLUSION')
  if (takesFilters && exclusions.length === 0)
    throw refused(
      `ImageTagMutabilityExclusionFilters can't be null when imageTagMutability is set as ${mutability}`,
    )
  if (!takesFilters && exclusions.length > 0)
    throw refused(`ImageTagMutabilityExclusionFilters cannot be specified for ${mutability}`)
  if (exclusions.some(({ filter }) => filter.split('*').length > 3))
    throw refused('A filter can contain a maximum of two wildcard (*) characters')
  return { mutability, exclusions }
}

function refused(constraint: string): AwsError {
  return invalidParameter('imageTagMutabilityExclusionFilters', constraint)
}

/** Whether a tag that points to an image may not be pointed to another one. */
export function isLocked(
  { mutability, exclusions }: Pick<StoredRepository, 'mutability' | 'exclusions'>,
  tag: string,
): boolean {
  const excluded = exclusions.some(({ filter }) => wildcard(filter, tag))
  return mutability.startsWith('IMMUTABLE') ? !excluded : excluded
}

const putImageTagMutability = operation({
  action: 'PutImageTagMutability',
  input: z.object({
    ...InRepository,
    ...MutabilityInput,
    imageTagMutability: MutabilityInput.imageTagMutability.unwrap(),
  }),
  on: thatRepository,
  run(call, input) {
    const repository = { ...requireRepository(call, input), ...mutabilityFrom(input) }
    call.store.commit([{ type: 'repository', repository }])
    return {
      ...named(repository),
      imageTagMutability: repository.mutability,
      ...(repository.exclusions.length > 0 && { imageTagMutabilityExclusionFilters: repository.exclusions }),
    }
  },
})

export const mutabilityOperations: Record<string, Operation> = {
  PutImageTagMutability: putImageTagMutability,
}
