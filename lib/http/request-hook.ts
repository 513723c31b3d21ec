import 'server-only'
import { subscribe, unsubscribe } from 'node:diagnostics_channel'
import type { IncomingMessage, Server, ServerResponse } from 'node:http'

const CHANNEL = 'http.server.request.start'

/** As Node's documentation of the channel has it. */
export type Arrived = { request: IncomingMessage; response: ServerResponse; server: Server }

/**
 * Tells of each request that this process serves, before anything has begun to answer it; Next has no place so early. The
 * answer ends the telling.
 */
export function onEachRequest(listener: (arrived: Arrived) => void): () => void {
  const hear = (message: unknown) => listener(message as Arrived)
  subscribe(CHANNEL, hear)
  return () => unsubscribe(CHANNEL, hear)
}
