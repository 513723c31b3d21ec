import { z } from 'zod'
import { AccountId, Region } from '@/lib/accounts/model'
import { repositoryNameProblem } from './name'

// ECR's own limits: 1 to 5 filters of 1 to 128 of these characters; at most 50 tags, keys to 128, values to 256.
const ExclusionFilter = z
  .string()
  .regex(/^[0-9a-zA-Z._*-]{1,128}$/, 'A filter has 1 to 128 letters, digits or . _ - *')
  .refine((filter) => (filter.match(/\*/g)?.length ?? 0) <= 2, 'A filter has at most two *.')

export const ExclusionFilters = z.array(ExclusionFilter).max(5, 'There can be at most 5 filters.').default([])

export const TagMutabilityInput = z.enum([
  'MUTABLE',
  'IMMUTABLE',
  'MUTABLE_WITH_EXCLUSION',
  'IMMUTABLE_WITH_EXCLUSION',
])

export type TagMutabilityInput = z.infer<typeof TagMutabilityInput>

/** ECR wants filters with these two values, and refuses them with the others. */
export function excludesTags(mutability: string): boolean {
  return mutability.endsWith('_WITH_EXCLUSION')
}

export const EncryptionInput = z.enum(['AES256', 'KMS', 'KMS_DSSE'])

const Tag = z.object({
  key: z.string().min(1, 'A tag needs a key.').max(128, 'A tag’s key has at most 128 characters.'),
  value: z.string().max(256, 'A tag’s value has at most 256 characters.'),
})

/** What the create form sends. The messages are for the person. */
export const CreateRepositoryInput = z
  .object({
    registries: z
      .array(z.object({ account: AccountId, region: Region }))
      .min(1, 'Choose at least one account and region.')
      .max(50),
    name: z.string().superRefine((name, issues) => {
      const problem = repositoryNameProblem(name)
      if (problem) issues.addIssue({ code: 'custom', message: problem })
    }),
    mutability: TagMutabilityInput,
    exclusionFilters: ExclusionFilters,
    scanOnPush: z.boolean(),
    encryption: EncryptionInput,
    kmsKey: z.string().trim().max(2048, 'A key’s name has at most 2,048 characters.').optional(),
    tags: z.array(Tag).max(50, 'A repository has at most 50 tags.').default([]),
    /** Accounts that may pull from the new repository. */
    shareWith: z.array(AccountId).max(50).default([]),
  })
  .refine((input) => !excludesTags(input.mutability) || input.exclusionFilters.length > 0, {
    path: ['exclusionFilters'],
    message: 'Enter at least one tag filter, for example latest or dev-*.',
  })
  .transform((input) => (excludesTags(input.mutability) ? input : { ...input, exclusionFilters: [] }))
export type CreateRepositoryInput = z.infer<typeof CreateRepositoryInput>
