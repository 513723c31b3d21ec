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
export function* toCsv(repositories: Iterable<Repository>, accounts: readonly Account[]): Generator<string> {
  yield `${COLUMNS.join(',')}\r\n`
  for (const repository of repositories) {
    const record = toRecord(repository, accounts)
    yield `${COLUMNS.map((column) => csvCell(record[column])).join(',')}\r\n`
  }
}

export function* toJson(repositories: Iterable<Repository>, accounts: readonly Account[]): Generator<string> {
  let before = '[\n'
  for (const repository of repositories) {
    yield before + JSON.stringify(toRecord(repository, accounts))
    before = ',\n'
  }
  yield before === '[\n' ? '[]\n' : '\n]\n'
}

const CHUNK_CHARACTERS = 65_536

/** The lines as a stream that makes no more of them than its reader takes. */
export function streamOf(lines: Generator<string>): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder()
  return new ReadableStream({
    pull(controller) {
      let chunk = ''
      while (chunk.length < CHUNK_CHARACTERS) {
        const { done, value } = lines.next()
        if (done) {
          if (chunk) controller.enqueue(encoder.encode(chunk))
          return controller.close()
        }
        chunk += value
      }
      controller.enqueue(encoder.encode(chunk))
    },
  })
}
