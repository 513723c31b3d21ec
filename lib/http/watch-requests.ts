import 'server-only'
import { randomUUID } from 'node:crypto'
import type { Server, ServerResponse } from 'node:http'
import { config } from '@/lib/config/config'
import { thisBuild } from '@/lib/runtime/build-info'
import { finished } from '@/lib/runtime/in-flight'
import { log } from '@/lib/runtime/log'
import { logWhatIsPrinted } from '@/lib/runtime/log-errors'
import { measureProcess, metrics } from '@/lib/runtime/metrics'
import { beginRequest } from '@/lib/runtime/request-id'
import { isStopping } from '@/lib/runtime/stopping'
import { type Arrived, onEachRequest } from './request-hook'
import { routeOf } from './routes'

const METHODS = ['GET', 'HEAD', 'POST']

/** Asked every few seconds by machines, or as many at once as a page has files. */
const NOT_LOGGED = ['static', '/healthz', '/readyz', '/metrics']

/** Tells how far readings are, for as long as any is under way: nobody waits for its end. */
const LEFT_OPEN = ['/repositories/progress']

/**
 * Gives every request that this process serves an id, counts it and logs it, refusals too. Node tells of them: Next has no
 * place that comes after the answer.
 */
export function watchRequests(): void {
  const { metricsToken, development } = config()
  // At the start: later the build on the disk may be another one than the one that runs.
  metrics.build.set(thisBuild(), 1)
  if (metricsToken !== undefined) measureProcess()
  if (!development) logWhatIsPrinted()
  onEachRequest(watch)
}

/** Known from the first request on; before it there is nothing to be ended. */
let listening: Server | undefined

/** Takes no connection any more. What is being answered goes on. */
export function stopListening(): void {
  listening?.close()
}

function watch({ request, response, server }: Arrived): void {
  listening = server
  const startedAt = performance.now()
  // Always of our own: one from outside would let its sender write into the log, or hide behind somebody else's.
  const requestId = randomUUID()
  beginRequest(requestId)
  response.setHeader('X-Request-Id', requestId)
  // Whoever keeps a connection is led to another process.
  if (isStopping()) response.setHeader('Connection', 'close')
  const route = routeOf(request.url ?? '')
  if (!LEFT_OPEN.includes(route)) void finished(new Promise((resolve) => response.once('close', resolve)))
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

/** Of an answer that its reader did not wait for, `aborted`. */
function statusOf({ statusCode, writableFinished }: ServerResponse): string {
  return writableFinished ? `${Math.floor(statusCode / 100)}xx` : 'aborted'
}
