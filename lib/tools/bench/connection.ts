import { Agent, get, type IncomingMessage } from 'node:http'
import { gunzipSync } from 'node:zlib'

export type Answer = { body: string; firstByteMs: number; totalMs: number }

export type Connection = { get: (path: string) => Promise<Answer> }

/** One connection that stays open, as a browser's does. An answer other than 200 is an error. */
export function openConnection(origin: string, cookie: string): Connection {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 })
  const headers = { cookie, 'accept-encoding': 'gzip' }
  return {
    get: (path) =>
      new Promise((resolve, reject) => {
        const startedAt = performance.now()
        get(new URL(path, origin), { agent, headers }, (response) => {
          const chunks: Buffer[] = []
          let firstByteMs = Number.NaN
          response.once('data', () => {
            firstByteMs = performance.now() - startedAt
          })
          response.on('data', (chunk: Buffer) => chunks.push(chunk))
          response.once('error', reject)
          response.once('end', () => {
            const totalMs = performance.now() - startedAt
            if (response.statusCode === 200)
              resolve({ body: textOf(response, Buffer.concat(chunks)), firstByteMs, totalMs })
            else reject(new Error(`${origin}${path} answered with ${response.statusCode}`))
          })
        }).once('error', reject)
      }),
  }
}

function textOf(response: IncomingMessage, content: Buffer): string {
  const isPacked = response.headers['content-encoding'] === 'gzip'
  return (isPacked ? gunzipSync(content) : content).toString('utf8')
}
