import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { type Answer, type AwsRequest, readRequest } from './protocol/request'

// Only this machine may reach it.
const HOST = '127.0.0.1'

// Node's default of five seconds would close connections that a client is about to reuse.
const KEEP_ALIVE_MS = 60_000

/** What happens to a request: it is answered, its connection breaks, or it gets no answer. */
export type Outcome = Answer | 'reset' | 'silence'

export type Door = {
  endpoint: string
  /** Closes the port for a while: whoever connects is refused. */
  refuseFor: (ms: number) => void
  close: () => Promise<void>
}

/** Listens on the loopback address. Rejects with EADDRINUSE when the port is taken. */
export async function openDoor(
  wantedPort: number,
  answer: (request: AwsRequest) => Promise<Outcome>,
): Promise<Door> {
  const server = createServer({ keepAliveTimeout: KEEP_ALIVE_MS }, (incoming, outgoing) => {
    respond(incoming, outgoing, answer).catch((error: unknown) => {
      // The caller has gone, so there is no one to report this to.
      if (incoming.destroyed && !incoming.complete) return
      console.error(error)
      outgoing.writeHead(500).end('The sandbox has a bug; see its output.')
    })
  })
  let reopening: NodeJS.Timeout | undefined
  let closed = false

  function listen(port: number): Promise<number> {
    return new Promise((resolve, reject) => {
      server.once('error', reject)
      server.listen(port, HOST, () => {
        server.off('error', reject)
        const address = server.address()
        resolve(typeof address === 'object' && address !== null ? address.port : port)
      })
    })
  }

  const port = await listen(wantedPort)
  return {
    endpoint: `http://${HOST}:${port}`,
    refuseFor(ms) {
      server.close(() => {
        if (!closed) reopening = setTimeout(() => listen(port), ms)
      })
      server.closeAllConnections()
    },
    close() {
      closed = true
      clearTimeout(reopening)
      return new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      })
    },
  }
}

async function respond(
  incoming: IncomingMessage,
  outgoing: ServerResponse,
  answer: (request: AwsRequest) => Promise<Outcome>,
): Promise<void> {
  const request = await readRequest(incoming)
  const outcome = request ? await answer(request) : TOO_LARGE
  if (outcome === 'reset') incoming.socket.resetAndDestroy()
  else if (outcome !== 'silence')
    outgoing.writeHead(outcome.status, outcome.headers).end(outcome.body, outcome.afterwards)
}

const TOO_LARGE: Answer = { status: 413, headers: { connection: 'close' }, body: 'Request is too large.' }
