import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, it } from 'vitest'
import { warmUpOnceServing } from './warm-up'

it.each(['127.0.0.1', '0.0.0.0'])(
  'a server on %s is asked for its data once, without a session',
  async (host) => {
    const asked: { url: string | undefined; cookie: string | undefined }[] = []
    const server = createServer(({ url, headers }, response) => {
      asked.push({ url, cookie: headers.cookie })
      response.writeHead(401).end()
    })
    server.listen(0, host)
    await once(server, 'listening')
    const { port } = server.address() as AddressInfo // It listens on a port.
    warmUpOnceServing()
    for (let time = 0; time < 2; time++) await fetch(`http://127.0.0.1:${port}/healthz`)
    await expect.poll(() => asked.length).toBe(6)
    expect(asked.map(({ url }) => url).sort()).toEqual([
      '/healthz',
      '/healthz',
      '/repositories/columns',
      '/repositories/look-alikes?name=warm-up',
      '/repositories/progress',
      '/repositories/search?',
    ])
    expect(asked.every(({ cookie }) => cookie === undefined)).toBe(true)
    server.close()
  },
)
