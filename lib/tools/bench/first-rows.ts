import { DescribeRepositoriesCommand, ECRClient } from '@aws-sdk/client-ecr'
import { paths } from '@/lib/paths'
import { clientOf } from '@/lib/sandbox/test-clients'
import { openPage } from './browser-page'
import { elapsed } from './elapsed'
import type { Scene } from './fixture'
import { type Figures, interleave } from './interleave'

const LATENCY_MS = 150
const ROWS = 50

/**
 * P3: a portal that could not reach one registry when it started. AWS is back, and a person who has the list open
 * clicks Refresh: from the click to 50 rows on the screen, beside one page of AWS, read through the same tap.
 */
export async function measureFirstRows(scene: Scene): Promise<Figures> {
  await scene.here()
  const client = clientOf(ECRClient, (await scene.tap()).endpoint, 'hp-id-dev', 'developer')
  return interleave(
    { rounds: 5 },
    { portal: () => refreshed(scene), reference: () => onePage(scene, client) },
  )
}

async function refreshed(scene: Scene): Promise<number> {
  const [sandbox, tap, browser] = await Promise.all([scene.sandbox(), scene.tap(), scene.browser()])
  await sandbox.cutOff()
  const portal = await scene.emptyPortal()
  const url = portal.origin + paths.repositories()
  const page = await openPage(browser, url, portal.cookie)
  await page.goto(url)
  await tap.quiet(1000)
  await sandbox.delay(LATENCY_MS, 'DescribeRepositories')
  await page.evaluate(`bench.begin('click', () => bench.hasRows(${ROWS}))`)
  await page.getByRole('button', { name: 'Refresh', exact: true }).click()
  const ms = Number(await page.evaluate('bench.result'))
  await page.context().close()
  await portal.stop()
  return ms
}

async function onePage(scene: Scene, client: ECRClient): Promise<number> {
  await (await scene.sandbox()).delay(LATENCY_MS, 'DescribeRepositories')
  const read = () => client.send(new DescribeRepositoriesCommand({ maxResults: 1000 }))
  await read()
  return elapsed(read)
}
