import { type Account, findAccount } from '@/lib/accounts/model'
import type { Repository } from '@/lib/repositories/model'
import { repositoryArn, repositoryUri } from '@/lib/repositories/reference'

export const EXPORT_COLUMNS = [
  'name',
  'account',
  'accountName',
  'region',
  'uri',
  'arn',
  'createdAt',
  'tagMutability',
  'scanOnPush',
  'encryption',
] as const

type ExportRow = Record<(typeof EXPORT_COLUMNS)[number], string | boolean>

/** Exported repositories. Account ids keep all twelve digits, with leading zeros. */
export function* toExportRows(
  repositories: Iterable<Repository>,
  accounts: readonly Account[],
): Generator<ExportRow> {
  for (const repository of repositories)
    yield {
      name: repository.name,
      account: repository.account,
      accountName: findAccount(accounts, repository.account)?.name ?? '',
      region: repository.region,
      uri: repositoryUri(repository),
      arn: repositoryArn(repository),
      createdAt: repository.createdAt === undefined ? '' : new Date(repository.createdAt).toISOString(),
      tagMutability: repository.mutability,
      scanOnPush: repository.scanOnPush,
      encryption: repository.encryption,
    }
}
