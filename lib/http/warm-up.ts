import 'server-only'
import { get } from 'node:http'
import { paths } from '@/lib/paths'
import { log } from '@/lib/runtime/log'
import { onEachRequest } from './request-hook'

/** What a page's script asks for while a person waits. None of them does anything for who is not signed in. */
const ADDRESSES = [paths.search(''), paths.progress(), paths.columns(), paths.lookAlikes({ name: 'warm-up' })]

/**
 * Has this process ask itself for its data, once, when the first request shows that it serves: Next loads the code of a route
 * when that is first asked for, and whoever comes first would wait for it.
 */
export function warmUpOnceServing(): void {
  const end = onEachRequest(({ request }) => {
    end()
    // Where this request arrived, others do.
    const { localAddress: host, localPort: port } = request.socket
    for (const path of ADDRESSES)
      get({ host, port, path, agent: false }, (response) => response.resume()).on('error', (error) =>
        log.warn({ err: error, path }, 'a route was not loaded ahead of its first caller'),
      )
  })
}
