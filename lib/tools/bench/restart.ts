import { elapsed } from './elapsed'
import type { Fixture } from './fixture'
import { type Figures, interleave } from './interleave'
import { forgetInventory, openSearch } from './inventory'

/** P5: from the copies in the database to the first search, beside reading the same rows from JSON. */
export async function measureRestart(fixture: Fixture): Promise<Figures> {
  const rows = await fixture.rows()
  const text = JSON.stringify(rows)
  const last = rows.at(-1)?.name ?? ''
  await (await fixture.sandbox()).delay(0)
  await forgetInventory({ cold: true })
  await (await openSearch()).settled()
  return interleave(
    { rounds: 9, warmUp: 2 },
    {
      async portal() {
        await forgetInventory({ cold: false })
        return elapsed(async () => {
          const { search } = await openSearch()
          if (search(last).top[0]?.name !== last) throw new Error(`${last} was not found`)
        })
      },
      reference: () => elapsed(() => JSON.parse(text)),
    },
  )
}
