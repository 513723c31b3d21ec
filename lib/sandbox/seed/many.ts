import accountsFile from '@/lib/accounts/accounts.json'
import { AccountsFile, registriesOf } from '@/lib/accounts/model'
import type { StoredRepository } from '../model'
import { type Random, randomFrom } from './random'

const DAY = 86_400_000

// A fixed day, so that the same repositories, with the same images, come back at every start.
const NEWEST = Date.UTC(2026, 5, 1)

const SUBJECTS = [
  'auth',
  'billing',
  'device',
  'event',
  'fleet',
  'image',
  'job',
  'login',
  'mail',
  'metrics',
  'order',
  'print',
  'quota',
  'report',
  'session',
  'token',
  'user',
] as const
const PARTS = [
  'agent',
  'api',
  'batch',
  'cache',
  'export',
  'gateway',
  'importer',
  'proxy',
  'relay',
  'service',
  'store',
  'sync',
  'ui',
  'worker',
] as const

/**
 * As many repositories as are asked for, spread over all registries. They are made at every start and not
 * kept: only what is changed of them is.
 */
export function* manyRepositories(count: number): Generator<StoredRepository> {
  const { accounts } = AccountsFile.parse(accountsFile)
  const registries = registriesOf(accounts)
  const random = randomFrom(count)
  for (let index = 0; index < count; index++) {
    const registry = registries[index % registries.length]
    const organisations = accounts.find(({ id }) => id === registry?.account)?.organisations ?? []
    const organisation = organisations[random.between(0, organisations.length - 1)] ?? 'cwp'
    if (registry)
      yield repositoryOf(
        registry,
        `${organisation}/${random.pick(SUBJECTS)}-${random.pick(PARTS)}-${index}`,
        random,
      )
  }
}

function repositoryOf(
  { account, region }: { account: string; region: string },
  name: string,
  random: Random,
): StoredRepository {
  const newest = NEWEST - random.between(0, 400) * DAY
  const oldest = newest - random.between(1, 400) * DAY
  const recipe = {
    seed: random.between(1, 2 ** 31 - 1),
    count: random.between(1, 12),
    kind: 'service' as const,
    scanned: false,
    newest,
    oldest,
  }
  return {
    account,
    region,
    name,
    createdAt: oldest,
    mutability: random.chance(0.4) ? 'IMMUTABLE' : 'MUTABLE',
    exclusions: [],
    scanOnPush: random.chance(0.5),
    encryption: { type: 'AES256' },
    tags: {},
    recipe,
  }
}
