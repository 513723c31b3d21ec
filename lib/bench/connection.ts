import { Agent, get } from 'node:http'

export type Answer = { status: number; body: string; firstByteMs: number; totalMs: number }

export type Connection = { get: (path: string) => Promise<Answer> }

/** One connection that stays open, as a browser's does. An answer other than a success is an error. */
export function openConnection(origin: string, cookie: string): Connection {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 })
  const headers = { cookie }
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
            const status = response.statusCode ?? 0
            if (status !== 200) return reject(new Error(`${origin}${path} answered with ${status}`))
            resolve({ status, body: Buffer.concat(chunks).toString('utf8'), firstByteMs, totalMs })
          })
        }).once('error', reject)
      }),
  }
}
