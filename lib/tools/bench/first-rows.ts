import { DescribeRepositoriesCommand, ECRClient } from '@aws-sdk/client-ecr'
import { paths } from '@/lib/paths'
import { clientOf } from '@/lib/sandbox/test-clients'
import { openPage } from './browser-page'
import { elapsed } from './elapsed'
import type { Fixture } from './fixture'
import { type Figures, interleave } from './interleave'

const LATENCY_MS = 150
const ROWS = 50

/**
 * P3: a portal that could not reach one registry when it started. AWS is back, and a person who has the list open
 * clicks Refresh: from the click to 50 rows on the screen, beside one page of AWS, read through the same proxy.
 */
export async function measureFirstRows(fixture: Fixture): Promise<Figures> {
  await fixture.here()
  const client = clientOf(ECRClient, (await fixture.proxy()).endpoint, 'hp-id-dev', 'developer')
  return interleave(
    { rounds: 5 },
    { portal: () => refreshed(fixture), reference: () => onePage(fixture, client) },
  )
}

async function refreshed(fixture: Fixture): Promise<number> {
  const [sandbox, proxy, browser] = await Promise.all([fixture.sandbox(), fixture.proxy(), fixture.browser()])
  await sandbox.cutOff()
  const portal = await fixture.emptyPortal()
  const url = portal.origin + paths.repositories()
  const page = await openPage(browser, url, portal.cookie)
  await page.goto(url)
  await proxy.quiet(1000)
  await sandbox.delay(LATENCY_MS, 'DescribeRepositories')
  await page.evaluate(`bench.begin('click', () => bench.hasRows(${ROWS}))`)
  await page.getByRole('button', { name: 'Refresh', exact: true }).click()
  const ms = Number(await page.evaluate('bench.result'))
  await page.context().close()
  await portal.stop()
  return ms
}

async function onePage(fixture: Fixture, client: ECRClient): Promise<number> {
  await (await fixture.sandbox()).delay(LATENCY_MS, 'DescribeRepositories')
  const read = () => client.send(new DescribeRepositoriesCommand({ maxResults: 1000 }))
  await read()
  return elapsed(read)
}
