import 'server-only'
import { subscribe } from 'node:diagnostics_channel'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { config } from '@/lib/config/config'
import { measureProcess, meters } from '@/lib/meters'
import { routeOf } from './routes'

const METHODS = ['GET', 'HEAD', 'POST']

/** Counts every request that this process serves, files and refusals too. Node tells of them; Next has no place after the answer. */
export function watchRequests(): void {
  if (config().metricsToken !== undefined) measureProcess()
  // Node's documentation of the channel says what it publishes.
  subscribe('http.server.request.start', (message) => watch(message as Served))
}

type Served = { request: IncomingMessage; response: ServerResponse }

function watch({ request, response }: Served): void {
  const { method = '', url = '' } = request
  const startedAt = performance.now()
  response.once('close', () => {
    meters().served.observe(
      {
        route: routeOf(url),
        method: METHODS.includes(method) ? method : 'other',
        status: statusOf(response),
      },
      (performance.now() - startedAt) / 1000,
    )
  })
}

/** Of an answer that its reader did not wait for, `aborted`. */
function statusOf({ statusCode, writableFinished }: ServerResponse): string {
  return writableFinished ? `${Math.floor(statusCode / 100)}xx` : 'aborted'
}
