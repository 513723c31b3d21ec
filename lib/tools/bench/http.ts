import { paths } from '@/lib/paths'
import { type Connection, openConnection } from './connection'
import type { Fixture } from './fixture'
import { type Figures, interleave } from './interleave'
import type { PortalProcess } from './portal-process'
import { drawQueries } from './queries'
import { Skipped } from './skipped'

const ROUNDS = { rounds: 250, warmUp: 50 }

async function connections(fixture: Fixture): Promise<{ portal: Connection; reference: Connection }> {
  const { origin, cookie } = await fixture.portal()
  // The reference is sent the same cookie, so that both read the same headers.
  return {
    portal: openConnection(origin, cookie),
    reference: openConnection(await fixture.reference(), cookie),
  }
}

/** P8: a search over HTTP, beside a route handler that does nothing. */
export async function measureSearchRoute(fixture: Fixture): Promise<Figures> {
  const names = (await fixture.rows()).map(({ name }) => name)
  const queries = drawQueries(names, ROUNDS.rounds + ROUNDS.warmUp).map(encodeURIComponent)
  await requireSearchRoute(await fixture.portal())
  const { portal, reference } = await connections(fixture)
  return interleave(ROUNDS, {
    portal: async (round) => (await portal.get(`/repositories/search?q=${queries[round]}`)).totalMs,
    reference: async (round) => (await reference.get(`/answer?q=${queries[round]}`)).totalMs,
  })
}

/** P9: the first byte of the list, beside that of a page that says the time. */
export async function measureListPage(fixture: Fixture): Promise<Figures> {
  const { portal, reference } = await connections(fixture)
  const { body } = await portal.get(paths.repositories())
  const rows = body.split('data-row').length - 1
  if (rows < 50) throw new Error(`The list shows ${rows} rows`)
  return interleave(ROUNDS, {
    portal: async () => (await portal.get(paths.repositories())).firstByteMs,
    reference: async () => (await reference.get('/dynamic')).firstByteMs,
  })
}

export async function requireSearchRoute({ origin, cookie }: PortalProcess): Promise<void> {
  const { status } = await fetch(`${origin}/repositories/search?q=a`, { headers: { cookie } })
  if (status === 404) throw new Skipped('the portal has no /repositories/search')
}
