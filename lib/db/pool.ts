import 'server-only'
import { Socket } from 'node:net'
import { Pool, type PoolClient } from 'pg'
import { log } from '@/lib/runtime/log'

/** Also the longest wait for one of the few connections. A running server answers in milliseconds. */
export const CONNECT_MS = 2000

/** Far longer than any statement of the portal takes. An abandoned transaction is ended, too. */
const STATEMENT_MS = 10_000

/** Long after a running server has answered or cancelled the statement. */
const SILENT_MS = 15_000

/** A pool of connections to PostgreSQL that reconnects by itself; a failing connection never ends the process. */
export function openPool(url: string, silentMs = SILENT_MS): Pool {
  const pool = new Pool({
    connectionString: url,
    max: 10,
    connectionTimeoutMillis: CONNECT_MS,
    statement_timeout: STATEMENT_MS,
    idle_in_transaction_session_timeout: STATEMENT_MS,
    stream: () => impatientSocket(silentMs),
  })
  // Only the message: the error holds the whole connection, whose secrets don't belong in a log.
  pool.on('error', ({ message }) =>
    log.warn({ because: message }, 'an idle connection to the database broke'),
  )
  const lent = new WeakSet<PoolClient>()
  pool.on('acquire', (client) => lent.add(client))
  pool.on('release', (_error, client) => lent.delete(client))
  pool.on('connect', (client) => {
    // The running query fails by itself; without a listener, the same error would end the process.
    client.on('error', () => {})
    client.once('end', () => {
      if (lent.has(client)) takeBack(client)
    })
  })
  return pool
}

/** Times out after a long silence, because a machine that has gone doesn't close its connections. */
function impatientSocket(silentMs: number): Socket {
  const socket = new Socket()
  socket.setTimeout(silentMs, () =>
    socket.destroy(Object.assign(new Error('the database fell silent'), { code: 'ETIMEDOUT' })),
  )
  return socket
}

/** drizzle never returns a connection on which a transaction failed to begin, and there are only ten. */
function takeBack(client: PoolClient): void {
  const { release } = client
  client.release = () => {}
  release(true)
}
