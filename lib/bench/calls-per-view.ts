import { paths } from '@/lib/paths'
import { openConnection } from './connection'
import type { Figures } from './interleave'
import { drawQueries } from './queries'
import type { Scene } from './scene'

const VIEWS = 100

/** P21: the calls to AWS that warm views of the list cause, for each view. */
export async function measureCallsPerView(scene: Scene): Promise<Figures> {
  const { origin, cookie } = await scene.portal()
  const connection = openConnection(origin, cookie)
  const queries = drawQueries(
    (await scene.rows()).map(({ name }) => name),
    VIEWS,
  )
  const tap = await scene.tap()
  await tap.quiet(1000)
  const calls = await tap.during(async () => {
    for (const [index, q] of queries.entries())
      await connection.get(index % 2 ? paths.repositories({ q }) : paths.home({ q }))
  })
  return { portal: calls.length / VIEWS, reference: 1 }
}
