import { z } from 'zod'
import { AccountId, Region } from '@/lib/accounts/model'
import { repositoryNameProblem } from './name'

// ECR's own limits: 1 to 5 filters of 1 to 128 of these characters; at most 50 tags, keys up to 128 and values up to
// 256.
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

/** ECR requires filters with these two values, and rejects them with the others. */
export function excludesTags(mutability: string): boolean {
  return mutability.endsWith('_WITH_EXCLUSION')
}

type Tagging = { mutability: string; exclusionFilters: readonly string[] }

/** The error of the combination, on its field, or undefined. */
export function exclusionProblem({ mutability, exclusionFilters }: Tagging): string | undefined {
  return excludesTags(mutability) && exclusionFilters.length === 0
    ? 'Enter at least one tag filter, for example latest or dev-*.'
    : undefined
}

/** The same as a zod check for an object with both. */
export function checkExclusions(input: Tagging, issues: z.RefinementCtx): void {
  const message = exclusionProblem(input)
  if (message) issues.addIssue({ code: 'custom', path: ['exclusionFilters'], message })
}

/** PostgreSQL's text type stores any character but this one. */
function text(longest: number, message: string) {
  return z
    .string()
    .max(longest, message)
    .refine((typed) => !typed.includes('\0'), 'This contains a null character. Remove it.')
}

export const EncryptionInput = z.enum(['AES256', 'KMS', 'KMS_DSSE'])

const Tag = z.object({
  key: text(128, 'A tag key has at most 128 characters.').min(1, 'A tag needs a key.'),
  value: text(256, 'A tag value has at most 256 characters.'),
})

/** What the create form sends. Its messages are shown to people. */
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
    kmsKey: text(2048, 'Use at most 2,048 characters for the key.').trim().optional(),
    tags: z.array(Tag).max(50, 'A repository has at most 50 tags.').default([]),
    /** Accounts that may pull from the new repository. */
    shareWith: z.array(AccountId).max(50).default([]),
  })
  .superRefine(checkExclusions)
  .transform((input) => (excludesTags(input.mutability) ? input : { ...input, exclusionFilters: [] }))
export type CreateRepositoryInput = z.infer<typeof CreateRepositoryInput>
