import 'server-only'
import { subscribe, unsubscribe } from 'node:diagnostics_channel'
import { get, type IncomingMessage } from 'node:http'
import { log } from '@/lib/log'
import { paths } from '@/lib/paths'

const CHANNEL = 'http.server.request.start'

/** What a page's script asks for while a person waits. None of them does anything for who is not signed in. */
const ADDRESSES = [paths.search(''), paths.progress(), paths.columns(), paths.lookAlikes({ name: 'warm-up' })]

/**
 * Has this process ask itself for its data, once, when the first request shows that it serves: Next loads the code of a route
 * when that is first asked for, and whoever comes first would wait for it.
 */
export function warmUpOnceServing(): void {
  subscribe(CHANNEL, warmUp)
}

function warmUp(message: unknown): void {
  unsubscribe(CHANNEL, warmUp)
  // The shape that Node documents for this channel. Where this request arrived, others do.
  const { localAddress: host, localPort: port } = (message as { request: IncomingMessage }).request.socket
  for (const path of ADDRESSES)
    get({ host, port, path, agent: false }, (response) => response.resume()).on('error', (error) =>
      log.warn({ err: error, path }, 'a route was not loaded ahead of its first caller'),
    )
}
