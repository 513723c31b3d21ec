import 'server-only'
import { subscribe, unsubscribe } from 'node:diagnostics_channel'
import type { IncomingMessage, Server, ServerResponse } from 'node:http'

const CHANNEL = 'http.server.request.start'

/** As documented by Node for this channel. */
export type RequestEvent = { request: IncomingMessage; response: ServerResponse; server: Server }

/**
 * Calls back for each request that this process receives, before anything answers it: Next has no hook that early. Returns
 * the function that unsubscribes.
 */
export function onRequest(listener: (event: RequestEvent) => void): () => void {
  // The channel's messages have no type of their own.
  const onMessage = (message: unknown) => listener(message as RequestEvent)
  subscribe(CHANNEL, onMessage)
  return () => unsubscribe(CHANNEL, onMessage)
}
