import { once } from 'node:events'
import { createServer } from 'node:net'

/**
 * The first port from this one on that nobody listens on. Below the ports that the system hands out, so that what is stopped
 * and started again finds its port free.
 */
export async function freePort(from: number): Promise<number> {
  for (let port = from; port < from + 50; port++) if (await isFree(port)) return port
  throw new Error(`Every port from ${from} to ${from + 49} is taken.`)
}

async function isFree(port: number): Promise<boolean> {
  const server = createServer().listen({ port, host: '127.0.0.1', exclusive: true })
  try {
    await once(server, 'listening')
    return true
  } catch {
    return false
  } finally {
    server.close()
  }
}
