import { z } from 'zod'
import accountsFile from '@/lib/accounts/accounts.json'
import { AccountsFile } from '@/lib/accounts/model'
import { sha256 } from '../digest'
import type { Directory } from '../identity/directory'
import { type Change, ImageRecipe, placeKey, type StoredRepository } from '../model'
import { storedText } from '../policy/format'
import policies from './policies.json'
import { type Random, randomFrom, seedOf } from './random'
import registryPolicies from './registry-policies.json'
import repositories from './repositories.json'

const HOUR = 3_600_000
const DAY = 24 * HOUR

/**
 * `in` names accounts, or one region of an account as `account/region`; an account alone is its first region.
 */
const SeedRepository = z.strictObject({
  name: z.string(),
  kind: ImageRecipe.shape.kind,
  in: z.array(z.string()),
  images: z.union([z.number(), z.record(z.string(), z.number())]).optional(),
})

const SeedPolicy = z.strictObject({ on: z.array(z.string()), policy: z.record(z.string(), z.unknown()) })

const SeedRegistryPolicy = z.strictObject({
  on: z.string(),
  scope: z.enum(['V1', 'V2']),
  policy: z.record(z.string(), z.unknown()),
})

type Wanted = Pick<z.infer<typeof SeedRepository>, 'name' | 'kind'> & {
  account: string
  region: string
  active: boolean
  production: boolean
  images: number | undefined
}

/** The repositories that a new sandbox starts with, all created before `now`, in milliseconds. */
export function seededRegistries(now: number, directory: Directory): Change[] {
  const texts = policyTexts(directory)
  return (
    wantedRepositories()
      .map((wanted) => seededRepository(wanted, now))
      .map((repository) => {
        const policy = texts.get(placeKey(repository))
        return policy === undefined ? repository : { ...repository, policy }
      })
      // ECR lists repositories in no order that a reader could rely on.
      .sort((a, b) => (sha256(placeKey(a)) < sha256(placeKey(b)) ? -1 : 1))
      .map((repository): Change => ({ type: 'repository', repository }))
      .concat(registryPolicyChanges(directory))
  )
}

/** The few registries that have a policy of their own: most have none. */
function registryPolicyChanges(directory: Directory): Change[] {
  const { accounts } = AccountsFile.parse(accountsFile)
  return z
    .array(SeedRegistryPolicy)
    .parse(registryPolicies)
    .flatMap(({ on, scope, policy }): Change[] => {
      const [accountName, region = ''] = on.split('/')
      const account = accounts.find(({ name }) => name === accountName)?.id ?? ''
      return [
        {
          type: 'registry-policy',
          account,
          region,
          policy: storedText(policy, (arn) => directory.principal(arn)?.uniqueId ?? arn),
        },
        { type: 'account-setting', account, region, name: 'REGISTRY_POLICY_SCOPE', value: scope },
      ]
    })
}

function wantedRepositories(): Wanted[] {
  const { accounts } = AccountsFile.parse(accountsFile)
  return z
    .array(SeedRepository)
    .parse(repositories)
    .flatMap(({ name, kind, in: places, images }) =>
      places.map((place) => {
        const [accountName = '', region] = place.split('/')
        const account = accounts.find((candidate) => candidate.name === accountName)
        if (!account)
          throw new Error(`repositories.json names an account “${accountName}” that accounts.json does not`)
        return {
          name,
          kind,
          account: account.id,
          region: region ?? account.regions[0] ?? '',
          active: account.active,
          production: account.environment === 'prod',
          images: typeof images === 'number' ? images : images?.[place],
        }
      }),
    )
}

function seededRepository(wanted: Wanted, now: number): StoredRepository {
  const { account, region, name } = wanted
  const seed = seedOf(placeKey(wanted))
  const random = randomFrom(seed)
  const [newest, oldest] = lifetime(wanted.active, now, random)
  const scanOnPush = random.chance(wanted.production ? 0.9 : 0.5)
  const count = wanted.images ?? random.between(4, 60)
  return {
    account,
    region,
    name,
    createdAt: oldest - random.between(0, 20 * 24) * HOUR,
    ...mutabilityOf(wanted.production, random),
    scanOnPush,
    encryption: random.chance(0.2)
      ? { type: 'KMS', kmsKey: `arn:aws:kms:${region}:${account}:key/${keyId(account + region)}` }
      : { type: 'AES256' },
    tags: random.chance(0.4)
      ? { team: name.split('/')[0] ?? name, 'cost-centre': String(random.between(4100, 4180)) }
      : {},
    ...(count > 0 && { recipe: { seed, count, kind: wanted.kind, scanned: scanOnPush, newest, oldest } }),
  }
}

/**
 * When the newest and the oldest image were pushed: hours ago in an active account, years ago in an inactive one.
 */
function lifetime(active: boolean, now: number, random: Random): [newest: number, oldest: number] {
  const idleDays = !active ? random.between(700, 1900) : random.chance(0.15) ? random.between(200, 700) : 0
  const newest = now - idleDays * DAY - random.between(2, idleDays > 0 ? 24 : 21 * 24) * HOUR
  return [newest, newest - random.between(120, 900) * DAY]
}

function mutabilityOf(
  production: boolean,
  random: Random,
): Pick<StoredRepository, 'mutability' | 'exclusions'> {
  const roll = random.next()
  if (roll < 0.08) return { mutability: 'MUTABLE_WITH_EXCLUSION', exclusions: wildcards('release-*', 'v*') }
  if (roll < 0.2) return { mutability: 'IMMUTABLE_WITH_EXCLUSION', exclusions: wildcards('latest', 'git-*') }
  if (roll < (production ? 0.7 : 0.35)) return { mutability: 'IMMUTABLE', exclusions: [] }
  return { mutability: 'MUTABLE', exclusions: [] }
}

function wildcards(...filters: string[]): StoredRepository['exclusions'] {
  return filters.map((filter) => ({ filterType: 'WILDCARD', filter }))
}

/** A key id of KMS's look: a UUID. */
function keyId(from: string): string {
  const hex = sha256(from).slice(7)
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`
}

function policyTexts(directory: Directory): Map<string, string> {
  const { accounts } = AccountsFile.parse(accountsFile)
  const texts = new Map<string, string>()
  for (const { on, policy } of z.array(SeedPolicy).parse(policies))
    for (const place of on) {
      const [accountName, ...rest] = place.split('/')
      const account = accounts.find((candidate) => candidate.name === accountName)
      texts.set(
        [account?.id, ...rest].join('/'),
        storedText(policy, (arn) => directory.principal(arn)?.uniqueId ?? arn),
      )
    }
  return texts
}
