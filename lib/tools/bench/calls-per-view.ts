import { paths } from '@/lib/paths'
import { openConnection } from './connection'
import type { Fixture } from './fixture'
import type { Figures } from './interleave'
import { drawQueries } from './queries'

const VIEWS = 100

/**
 * P21: the calls to AWS that warm views of the list and the search cause, for each view. All registries are read right
 * before, so that none of them is due meanwhile.
 */
export async function measureCallsPerView(fixture: Fixture): Promise<Figures> {
  const { origin, cookie } = await fixture.portal()
  const connection = openConnection(origin, cookie)
  const queries = drawQueries(
    (await fixture.rows()).map(({ name }) => name),
    VIEWS,
  )
  const proxy = await fixture.proxy()
  await (await fixture.sandbox()).delay(0)
  const refreshed = await fetch(origin + paths.progress(), { method: 'POST', headers: { cookie, origin } })
  await refreshed.text()
  await proxy.quiet(1000)
  const calls = await proxy.during(async () => {
    for (const [index, q] of queries.entries()) await connection.get(viewOf(index, q))
  })
  return { portal: calls.length / VIEWS, reference: 1 }
}

function viewOf(index: number, q: string): string {
  const views = [
    paths.repositories({ q }),
    paths.home({ q }),
    paths.search(new URLSearchParams({ q }).toString()),
  ]
  return views[index % views.length] ?? paths.home()
}
