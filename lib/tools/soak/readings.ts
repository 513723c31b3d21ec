import { setTimeout as pause } from 'node:timers/promises'
import type { Finding } from './check'
import { METRICS_TOKEN, type Portal, type Stage } from './stage'

const REGISTRIES = 7

/** Both portals read a few rows of each registry first; only one then reads the full registry, which is one page. */
const MOST_CALLS = REGISTRIES * 3

/** Whether two portals that start on an empty database share the reading. Resolves when both are complete. */
export async function checkReadings({ portals }: Stage): Promise<Finding> {
  const calls = await Promise.all(portals.map(callsUntilFresh))
  const sum = calls.reduce((total, count) => total + count, 0)
  return {
    what: 'calls for the repositories at the start of two portals',
    isGood: sum <= MOST_CALLS,
    figure: `${sum} for ${REGISTRIES} registries; at most ${MOST_CALLS}`,
  }
}

async function callsUntilFresh({ origin }: Portal): Promise<number> {
  for (;;) {
    const answer = await fetch(`${origin}/metrics`, { headers: { authorization: `Bearer ${METRICS_TOKEN}` } })
    const text = await answer.text()
    const fresh = text.match(/^portal_inventory_state{.*state="fresh"} 1$/gm)?.length ?? 0
    const calls = text.matchAll(
      /^portal_aws_call_duration_seconds_count{operation="DescribeRepositories",.*} (\d+)$/gm,
    )
    if (fresh === REGISTRIES) return [...calls].reduce((sum, [, count]) => sum + Number(count), 0)
    await pause(200)
  }
}
