import { registryKey } from '@/lib/accounts/registry'
import { paths } from '@/lib/paths'
import { openConnection } from './connection'
import type { Fixture } from './fixture'
import type { Figures } from './interleave'
import { median } from './median'

const VIEWS = 9
const LATENCY_MS = 150

/**
 * P18: how long the repository page waits for AWS, from the start of its first call to the end of its last, beside the
 * slowest of these calls. The portal has its credentials already.
 */
export async function measureLiveCalls(fixture: Fixture): Promise<Figures> {
  const { origin, cookie } = await fixture.portal()
  const connection = openConnection(origin, cookie)
  const [proxy, sandbox, rows] = await Promise.all([fixture.proxy(), fixture.sandbox(), fixture.rows()])
  const [first] = rows
  const ofOneRegistry = rows.filter((row) => first && registryKey(row) === registryKey(first))
  await sandbox.delay(LATENCY_MS)
  const spans: number[] = []
  const slowest: number[] = []
  for (const [view, repository] of ofOneRegistry.slice(100, 101 + VIEWS).entries()) {
    const seen = await proxy.during(() => connection.get(paths.repository(repository)))
    // Not what the portal reads again by itself meanwhile.
    const calls = seen.filter(({ request }) => request.includes(repository.name))
    if (view === 0) continue
    if (calls.length === 0) throw new Error('The repository page made no call')
    const start = Math.min(...calls.map(({ startedAt }) => startedAt))
    spans.push(Math.max(...calls.map(({ endedAt }) => endedAt)) - start)
    slowest.push(Math.max(...calls.map(({ startedAt, endedAt }) => endedAt - startedAt)))
  }
  return { portal: median(spans), reference: median(slowest) }
}
