import { type Account, findAccount } from '@/lib/accounts/model'
import type { Repository } from '@/lib/repositories/model'
import { repositoryArn, repositoryUri } from '@/lib/repositories/reference'

function toRecord(repository: Repository, accounts: readonly Account[]) {
  return {
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

const COLUMNS = [
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

/** RFC 4180, and no cell that a spreadsheet would run as a formula (OWASP's list of first characters). */
export function csvCell(value: string | boolean): string {
  const text = String(value)
  const safe = /^[=+\-@\t\r\n\0]/.test(text) ? `'${text}` : text
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}

/** One line for each repository. Account numbers stand as twelve digits, leading zeros kept. */
export function* toCsv(repositories: readonly Repository[], accounts: readonly Account[]): Generator<string> {
  yield `${COLUMNS.join(',')}\r\n`
  for (const repository of repositories) {
    const record = toRecord(repository, accounts)
    yield `${COLUMNS.map((column) => csvCell(record[column])).join(',')}\r\n`
  }
}

export function* toJson(
  repositories: readonly Repository[],
  accounts: readonly Account[],
): Generator<string> {
  yield '['
  for (const [index, repository] of repositories.entries())
    yield `${index === 0 ? '\n' : ',\n'}${JSON.stringify(toRecord(repository, accounts))}`
  yield '\n]\n'
}
