import 'server-only'
import { Socket } from 'node:net'
import { Pool, type PoolClient } from 'pg'
import { log } from '@/lib/runtime/log'

/** Also how long anybody waits for one of the few connections. A server that is there answers in milliseconds. */
export const CONNECT_MS = 2000

/** Far longer than any statement of the portal takes; an open transaction that nobody goes on with is ended, too. */
const STATEMENT_MS = 10_000

/** A server that is there has answered, or given up the statement, long before. */
const SILENT_MS = 15_000

/** Connections to PostgreSQL that come back by themselves, and none of which can end the process or be lost. */
export function openPool(url: string, silentMs = SILENT_MS): Pool {
  const pool = new Pool({
    connectionString: url,
    max: 10,
    connectionTimeoutMillis: CONNECT_MS,
    statement_timeout: STATEMENT_MS,
    idle_in_transaction_session_timeout: STATEMENT_MS,
    stream: () => impatientSocket(silentMs),
  })
  // Only the words: the whole connection hangs on the error, and its keys do not belong in a log.
  pool.on('error', ({ message }) =>
    log.warn({ because: message }, 'an idle connection to the database broke'),
  )
  const lent = new WeakSet<PoolClient>()
  pool.on('acquire', (client) => lent.add(client))
  pool.on('release', (_error, client) => lent.delete(client))
  pool.on('connect', (client) => {
    // What was being asked on it fails by itself; without a listener the same error would end the process.
    client.on('error', () => {})
    client.once('end', () => {
      if (lent.has(client)) takeBack(client)
    })
  })
  return pool
}

/** Ends when nothing came for so long: a machine that is gone does not close its connections. */
function impatientSocket(silentMs: number): Socket {
  const socket = new Socket()
  socket.setTimeout(silentMs, () =>
    socket.destroy(Object.assign(new Error('the database fell silent'), { code: 'ETIMEDOUT' })),
  )
  return socket
}

/** drizzle never gives a connection back on which a transaction could not begin, and ten of those are all there are. */
function takeBack(client: PoolClient): void {
  const { release } = client
  client.release = () => {}
  release(true)
}
