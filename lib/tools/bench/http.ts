import { paths } from '@/lib/paths'
import { type Connection, openConnection } from './connection'
import type { Scene } from './fixture'
import { type Figures, interleave } from './interleave'
import type { PortalProcess } from './portal-process'
import { drawQueries } from './queries'
import { Skipped } from './skipped'

const ROUNDS = { rounds: 250, warmUp: 50 }

async function connections(scene: Scene): Promise<{ portal: Connection; reference: Connection }> {
  const { origin, cookie } = await scene.portal()
  // The reference is sent the same cookie, so that both read the same headers.
  return {
    portal: openConnection(origin, cookie),
    reference: openConnection(await scene.reference(), cookie),
  }
}

/** P8: a search over HTTP, beside a route handler that does nothing. */
export async function measureSearchRoute(scene: Scene): Promise<Figures> {
  const names = (await scene.rows()).map(({ name }) => name)
  const queries = drawQueries(names, ROUNDS.rounds + ROUNDS.warmUp).map(encodeURIComponent)
  await requireSearchRoute(await scene.portal())
  const { portal, reference } = await connections(scene)
  return interleave(ROUNDS, {
    portal: async (round) => (await portal.get(`/repositories/search?q=${queries[round]}`)).totalMs,
    reference: async (round) => (await reference.get(`/answer?q=${queries[round]}`)).totalMs,
  })
}

/** P9: the first byte of the list, beside that of a page that says the time. */
export async function measureListPage(scene: Scene): Promise<Figures> {
  const { portal, reference } = await connections(scene)
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
