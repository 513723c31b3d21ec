import { spawnSync } from 'node:child_process'
import { type Account, registriesOf } from '@/lib/accounts/model'
import { registryKey } from '@/lib/accounts/registry'
import { config } from '@/lib/config/config'
import { keysOf } from '@/lib/sandbox/test-clients'
import { openConnection } from './connection'
import { elapsed } from './elapsed'
import { commandLineEnvironment } from './environment'
import type { Fixture } from './fixture'
import { requireSearchRoute } from './http'
import type { Figures } from './interleave'
import { median } from './median'
import { outputOf } from './processes'
import { Skipped } from './skipped'

const LATENCY_MS = 150
const SEARCHES = 50

/**
 * P17: where is the repository of this name? The portal's search over HTTP, beside the aws CLI that lists one registry
 * after another, with AWS's latency for each page. The CLI runs once: it takes most of a minute.
 */
export async function measureCommandLine(fixture: Fixture): Promise<Figures> {
  if (spawnSync('aws', ['--version']).status !== 0) throw new Skipped('the aws CLI is not installed')
  const portal = await fixture.portal()
  await requireSearchRoute(portal)
  const rows = await fixture.rows()
  const wanted = rows[Math.floor(rows.length / 2)]
  if (!wanted) throw new Error('The sandbox has no repositories')

  const connection = openConnection(portal.origin, portal.cookie)
  const path = `/repositories/search?q=${encodeURIComponent(wanted.name)}`
  const times: number[] = []
  for (let round = 0; round < SEARCHES; round++) {
    const { totalMs, body } = await connection.get(path)
    if (!body.includes(wanted.name)) throw new Error(`The portal does not find ${wanted.name}`)
    times.push(totalMs)
  }

  const sandbox = await fixture.sandbox()
  await sandbox.delay(LATENCY_MS, 'DescribeRepositories')
  const { accounts } = config().accountsFile
  let found = ''
  const reference = await elapsed(async () => {
    for (const { account, region } of registriesOf(accounts))
      found += await list(fixture, accounts, { account, region }, wanted.name)
  })
  if (!found.includes(registryKey(wanted).split('/', 1)[0] ?? '')) throw new Error(`The CLI found “${found}”`)
  return { portal: median(times), reference }
}

async function list(
  fixture: Fixture,
  accounts: readonly Account[],
  { account, region }: { account: string; region: string },
  name: string,
): Promise<string> {
  const keys = keysOf(accounts.find(({ id }) => id === account)?.name ?? '', 'developer')
  const query = `repositories[?repositoryName=='${name}'].repositoryArn`
  const args = ['ecr', 'describe-repositories', '--page-size', '1000', '--output', 'text', '--query', query]
  const { endpoint } = await fixture.sandbox()
  return outputOf(fixture.processes, 'aws', ['--endpoint-url', endpoint, ...args], {
    env: commandLineEnvironment({
      AWS_ACCESS_KEY_ID: keys.accessKeyId,
      AWS_SECRET_ACCESS_KEY: keys.secretAccessKey,
      AWS_DEFAULT_REGION: region,
    }),
  })
}
