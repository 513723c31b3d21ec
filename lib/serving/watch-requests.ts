import 'server-only'
import { randomUUID } from 'node:crypto'
import { subscribe } from 'node:diagnostics_channel'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { config } from '@/lib/config/config'
import { log } from '@/lib/log'
import { measureProcess, meters } from '@/lib/meters'
import { beginRequest } from '@/lib/request-id'
import { logWhatIsPrinted } from './log-errors'
import { routeOf } from './routes'

const METHODS = ['GET', 'HEAD', 'POST']

/** Asked every few seconds by machines, or as many at once as a page has files. */
const NOT_LOGGED = ['static', '/healthz', '/readyz', '/metrics']

/**
 * Gives every request that this process serves an id, counts it and logs it, refusals too. Node tells of them: Next has no
 * place that comes after the answer.
 */
export function watchRequests(): void {
  const { metricsToken, development } = config()
  if (metricsToken !== undefined) measureProcess()
  if (!development) logWhatIsPrinted()
  // Node's documentation of the channel says what it publishes.
  subscribe('http.server.request.start', (message) => watch(message as Served))
}

type Served = { request: IncomingMessage; response: ServerResponse }

function watch({ request, response }: Served): void {
  const startedAt = performance.now()
  // Always of our own: one from outside would let its sender write into the log, or hide behind somebody else's.
  const requestId = randomUUID()
  beginRequest(requestId)
  response.setHeader('X-Request-Id', requestId)
  response.once('close', () => {
    const { method = '', url = '' } = request
    const route = routeOf(url)
    const seconds = (performance.now() - startedAt) / 1000
    meters().served.observe(
      { route, method: METHODS.includes(method) ? method : 'other', status: statusOf(response) },
      seconds,
    )
    if (NOT_LOGGED.includes(route)) return
    const status = response.writableFinished ? response.statusCode : 'aborted'
    log.info({ requestId, method, route, status, ms: Math.round(seconds * 1000) }, 'served')
  })
}

/** Of an answer that its reader did not wait for, `aborted`. */
function statusOf({ statusCode, writableFinished }: ServerResponse): string {
  return writableFinished ? `${Math.floor(statusCode / 100)}xx` : 'aborted'
}
