import type { Fixture } from './fixture'
import { type Figures, interleave } from './interleave'
import { forgetInventory, openSearch } from './inventory'
import { drawQueries } from './queries'

const ROUNDS = { rounds: 300, warmUp: 50 }
const TOP = 50

/** P6: how many there are and the best 50 of them, beside a filter over the array and its first 50. */
export async function measureSearchCore(fixture: Fixture): Promise<Figures> {
  const rows = await fixture.rows()
  await (await fixture.sandbox()).delay(0)
  await forgetInventory({ cold: true })
  const { search, settled } = await openSearch()
  await settled()
  const queries = drawQueries(
    rows.map(({ name }) => name),
    ROUNDS.rounds + ROUNDS.warmUp,
  )
  const counts: number[] = []
  return interleave(ROUNDS, {
    portal(round) {
      const started = performance.now()
      const { count } = search(queries[round] ?? '')
      const ms = performance.now() - started
      counts.push(count)
      return ms
    },
    reference(round) {
      const q = queries[round] ?? ''
      const started = performance.now()
      const found = rows.filter(({ name }) => name.includes(q))
      const top = found.slice(0, TOP)
      const ms = performance.now() - started
      if (found.length !== counts[round] || top.length === 0)
        throw new Error(`“${q}” is in ${found.length} names, and the portal says ${counts[round]}`)
      return ms
    },
  })
}
