import { z } from 'zod'
import { AccountId } from '@/lib/accounts/model'

/**
 * How the images of a seeded repository are made when they are first asked for; they are not stored one by
 * one.
 */
export const ImageRecipe = z.strictObject({
  seed: z.number().int(),
  count: z.number().int().min(0),
  kind: z.enum(['service', 'base', 'job', 'library']),
  /** Whether the images were scanned when they were pushed. */
  scanned: z.boolean().default(false),
  /** Milliseconds since 1970. */
  newest: z.number(),
  oldest: z.number(),
})
export type ImageRecipe = z.infer<typeof ImageRecipe>

const ExclusionFilter = z.strictObject({ filterType: z.literal('WILDCARD'), filter: z.string() })

/** A repository as it is kept. Times are milliseconds since 1970. */
export const StoredRepository = z.strictObject({
  account: AccountId,
  region: z.string(),
  name: z.string(),
  createdAt: z.number(),
  mutability: z.enum(['MUTABLE', 'IMMUTABLE', 'MUTABLE_WITH_EXCLUSION', 'IMMUTABLE_WITH_EXCLUSION']),
  exclusions: z.array(ExclusionFilter),
  scanOnPush: z.boolean(),
  encryption: z.strictObject({ type: z.enum(['AES256', 'KMS', 'KMS_DSSE']), kmsKey: z.string().optional() }),
  tags: z.record(z.string(), z.string()),
  policy: z.string().optional(),
  lifecycle: z.strictObject({ text: z.string(), evaluatedAt: z.number() }).optional(),
  recipe: ImageRecipe.optional(),
})
export type StoredRepository = z.infer<typeof StoredRepository>

export const StoredImage = z.strictObject({
  digest: z.string(),
  mediaType: z.string(),
  artifactMediaType: z.string().optional(),
  tags: z.array(z.string()),
  /** Bytes, as DescribeImages counts them. */
  size: z.number(),
  pushedAt: z.number(),
  lastPulledAt: z.number().optional(),
  /** Absent for a seeded image: its manifest is made again from the recipe. */
  manifest: z.string().optional(),
  scannedAt: z.number().optional(),
})
export type StoredImage = z.infer<typeof StoredImage>

const Place = { account: AccountId, region: z.string(), name: z.string() }

/** What became of a user or role since the seed: deleted, or made again as another one of the same name. */
export const PrincipalState = z.strictObject({ present: z.boolean(), generation: z.number().int().min(0) })
export type PrincipalState = z.infer<typeof PrincipalState>

/**
 * Everything that can happen to the state. Each change carries the whole new value, so replaying one twice is
 * harmless.
 */
export const Change = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('repository'), repository: StoredRepository }),
  z.strictObject({ type: z.literal('repository-gone'), ...Place }),
  z.strictObject({ type: z.literal('image'), ...Place, image: StoredImage }),
  z.strictObject({ type: z.literal('image-gone'), ...Place, digest: z.string() }),
  z.strictObject({ type: z.literal('layer'), ...Place, digest: z.string(), size: z.number() }),
  z.strictObject({
    type: z.literal('registry-policy'),
    account: AccountId,
    region: z.string(),
    policy: z.string().optional(),
  }),
  z.strictObject({
    type: z.literal('account-setting'),
    account: AccountId,
    region: z.string(),
    name: z.string(),
    value: z.string(),
  }),
  z.strictObject({ type: z.literal('principal'), arn: z.string(), state: PrincipalState }),
])
export type Change = z.infer<typeof Change>

/** Changes with the same key replace each other; only the last one of a key has to be kept. */
export function changeKey(change: Change): string {
  switch (change.type) {
    case 'repository':
      return `${placeKey(change.repository)} repository`
    case 'repository-gone':
      return `${placeKey(change)} repository`
    case 'image':
      return `${placeKey(change)} image ${change.image.digest}`
    case 'image-gone':
      return `${placeKey(change)} image ${change.digest}`
    case 'layer':
      return `${placeKey(change)} layer ${change.digest}`
    case 'registry-policy':
      return `${change.account}/${change.region} policy`
    case 'account-setting':
      return `${change.account}/${change.region} setting ${change.name}`
    case 'principal':
      return change.arn
  }
}

export type Place = { account: string; region: string; name: string }

export function placeKey({ account, region, name }: Place): string {
  return `${account}/${region}/${name}`
}
