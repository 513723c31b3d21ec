import { elapsed } from './elapsed'
import type { Fixture } from './fixture'
import { type Figures, interleave } from './interleave'
import { forgetInventory, openSearch } from './inventory'
import { listWithSdk } from './list-with-sdk'

const LATENCY_MS = 150

/** P1: from nothing to the first search over all repositories, beside the SDK's paginators alone. */
export async function measureColdStart(fixture: Fixture): Promise<Figures> {
  const rows = await fixture.rows()
  const last = rows.at(-1)?.name ?? ''
  await (await fixture.sandbox()).delay(LATENCY_MS, 'DescribeRepositories')
  return interleave(
    { rounds: 5, warmUp: 1 },
    {
      async portal() {
        await forgetInventory({ cold: true })
        let settled = async () => {}
        const ms = await elapsed(async () => {
          const opened = await openSearch()
          settled = opened.settled
          if (opened.search(last).top[0]?.name !== last) throw new Error(`${last} was not found`)
        })
        await settled()
        return ms
      },
      reference: () =>
        elapsed(async () => {
          const registries = await listWithSdk()
          const count = registries.reduce((sum, { found }) => sum + found.length, 0)
          if (count !== rows.length) throw new Error(`The SDK found ${count} of ${rows.length}`)
        }),
    },
  )
}
