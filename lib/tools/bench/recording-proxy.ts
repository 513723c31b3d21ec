import { once } from 'node:events'
import {
  Agent,
  createServer,
  type IncomingMessage,
  type RequestOptions,
  request,
  type ServerResponse,
} from 'node:http'
import { setTimeout as pause } from 'node:timers/promises'

/** A call to AWS as the proxy saw it; times in milliseconds, by `performance.now()`. */
type AwsCall = {
  operation: string
  /** The body of the request. */
  request: string
  startedAt: number
  /** When the last byte of the answer was passed on, or the connection broke. */
  endedAt: number
}

export type RecordingProxy = {
  endpoint: string
  /** The calls that begin while the work is done and in the quiet after it. */
  during: (work: () => Promise<unknown>) => Promise<AwsCall[]>
  /** Resolves as soon as no call has been under way for this long. */
  quiet: (ms: number) => Promise<void>
  close: () => Promise<void>
}

// A page asks for more when it has an answer, never so long after it.
const QUIET_MS = 60

/**
 * Listens between the portal and AWS's stand-in, passes every call on as it came, and notes it. The Host header stays
 * what the caller signed. Port 0 takes any free one.
 */
export async function openRecordingProxy(port: number, endpoint: string): Promise<RecordingProxy> {
  const { hostname, port: endpointPort } = new URL(endpoint)
  const agent = new Agent({ keepAlive: true })
  const calls: AwsCall[] = []
  let underWay = 0
  let lastEnd = performance.now()

  const server = createServer({ keepAliveTimeout: 60_000 }, async (incoming, outgoing) => {
    const startedAt = performance.now()
    underWay += 1
    const body = await bodyOf(incoming)
    const call = { operation: operationOf(incoming, body), request: body, startedAt, endedAt: Number.NaN }
    calls.push(call)
    outgoing.once('close', () => {
      underWay -= 1
      lastEnd = call.endedAt = performance.now()
    })
    const { method, url: path, rawHeaders: headers } = incoming
    forward({ hostname, port: endpointPort, agent, method, path, headers }, body, outgoing)
  })
  server.listen(port, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()

  async function quiet(ms: number): Promise<void> {
    while (underWay > 0 || performance.now() - lastEnd < ms) await pause(5)
  }

  return {
    endpoint: `http://127.0.0.1:${typeof address === 'object' && address ? address.port : port}`,
    quiet,
    async during(work) {
      const before = calls.length
      await work()
      await pause(QUIET_MS)
      await quiet(QUIET_MS)
      return calls.slice(before)
    },
    async close() {
      server.close()
      server.closeAllConnections()
      agent.destroy()
    },
  }
}

async function bodyOf(incoming: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = []
  for await (const chunk of incoming) chunks.push(chunk)
  return Buffer.concat(chunks).toString('utf8')
}

function operationOf(incoming: IncomingMessage, body: string): string {
  const target = incoming.headers['x-amz-target']
  if (typeof target === 'string') return target.slice(target.indexOf('.') + 1)
  return new URLSearchParams(body).get('Action') ?? ''
}

/** A connection that breaks behind the proxy breaks before it, too. */
function forward(to: RequestOptions, body: string, outgoing: ServerResponse): void {
  const onward = request(to, (answer) => {
    outgoing.writeHead(answer.statusCode ?? 502, answer.rawHeaders)
    answer.pipe(outgoing)
    answer.once('error', () => outgoing.destroy())
  })
  onward.once('error', () => outgoing.socket?.resetAndDestroy())
  outgoing.once('close', () => {
    if (!outgoing.writableFinished) onward.destroy()
  })
  onward.end(body)
}
