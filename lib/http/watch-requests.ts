import 'server-only'
import { randomUUID } from 'node:crypto'
import type { Server, ServerResponse } from 'node:http'
import { config } from '@/lib/config/config'
import { thisBuild } from '@/lib/runtime/build-info'
import { trackInFlight } from '@/lib/runtime/in-flight'
import { log } from '@/lib/runtime/log'
import { logConsole } from '@/lib/runtime/log-errors'
import { measureProcess, metrics } from '@/lib/runtime/metrics'
import { beginRequest } from '@/lib/runtime/request-id'
import { isStopping } from '@/lib/runtime/stopping'
import { onRequest, type RequestEvent } from './request-hook'
import { routeOf } from './routes'

const METHODS = ['GET', 'HEAD', 'POST']

/** Requested by machines every few seconds, or by a page many times at once. */
const NOT_LOGGED = ['static', '/healthz', '/readyz', '/metrics']

/** A stream that stays open while registries are being read; shutting down does not wait for it. */
const STREAMS = ['/repositories/progress']

/**
 * Gives every request to this process an id, measures it and logs it, refused ones too. It listens to Node, because Next
 * has no hook after the response.
 */
export function watchRequests(): void {
  const { metricsToken, development } = config()
  // Read at the start: a later build on disk is not the one that is running.
  metrics.build.set(thisBuild(), 1)
  if (metricsToken !== undefined) measureProcess()
  if (!development) logConsole()
  onRequest(watch)
}

/** Known from the first request on; until then there is nothing to close. */
let listening: Server | undefined

/** Accepts no new connection. Requests under way go on. */
export function stopListening(): void {
  listening?.close()
}

function watch({ request, response, server }: RequestEvent): void {
  listening = server
  const startedAt = performance.now()
  // Never taken from the client, who could forge lines of the log or reuse the id of another request.
  const requestId = randomUUID()
  beginRequest(requestId)
  response.setHeader('X-Request-Id', requestId)
  // A client with a kept-alive connection then opens its next one to another process.
  if (isStopping()) response.setHeader('Connection', 'close')
  const route = routeOf(request.url ?? '')
  if (!STREAMS.includes(route)) void trackInFlight(new Promise((resolve) => response.once('close', resolve)))
  response.once('close', () => {
    const { method = '' } = request
    const seconds = (performance.now() - startedAt) / 1000
    metrics.served.observe(
      { route, method: METHODS.includes(method) ? method : 'other', status: statusOf(response) },
      seconds,
    )
    if (NOT_LOGGED.includes(route)) return
    const status = response.writableFinished ? response.statusCode : 'aborted'
    log.info({ requestId, method, route, status, ms: Math.round(seconds * 1000) }, 'served')
  })
}

/** `aborted` when the client did not wait for the end of the response. */
function statusOf({ statusCode, writableFinished }: ServerResponse): string {
  return writableFinished ? `${Math.floor(statusCode / 100)}xx` : 'aborted'
}
