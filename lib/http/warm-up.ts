import 'server-only'
import { get } from 'node:http'
import { paths } from '@/lib/paths'
import { log } from '@/lib/runtime/log'
import { onRequest } from './request-hook'

/** What a page's script fetches while a person waits. Without a session none of these does anything. */
const ADDRESSES = [paths.search(''), paths.progress(), paths.columns(), paths.lookAlikes({ name: 'warm-up' })]

/**
 * Makes this process request its own data routes once, after its first request has shown that it serves. Next loads a
 * route's code on the first request for it, and the first person would wait for that.
 */
export function warmUpOnceServing(): void {
  const unsubscribe = onRequest(({ request }) => {
    unsubscribe()
    // The address that the first request reached is one that works.
    const { localAddress: host, localPort: port } = request.socket
    for (const path of ADDRESSES)
      get({ host, port, path, agent: false }, (response) => response.resume()).on('error', (error) =>
        log.warn({ err: error, path }, 'a route could not be warmed up'),
      )
  })
}
