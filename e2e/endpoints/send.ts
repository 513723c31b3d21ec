import { type IncomingHttpHeaders, request } from 'node:http'
import { gunzipSync } from 'node:zlib'

export type Headers = Record<string, string>
export type Sent = { method?: string; headers?: Headers; body?: string | Buffer }
export type Answer = { status: number; headers: IncomingHttpHeaders; body: string }

/** Sends exactly this path and these headers, even those that a browser or `fetch` would refuse to send. */
export function send(base: string, path: string, { method = 'GET', headers = {}, body }: Sent = {}) {
  const { hostname, port } = new URL(base)
  return new Promise<Answer>((resolve, reject) => {
    const sent = request({ hostname, port, path, method, headers }, (response) => {
      const chunks: Buffer[] = []
      response.on('data', (chunk: Buffer) => chunks.push(chunk))
      response.on('error', reject)
      response.on('end', () => {
        const bytes = Buffer.concat(chunks)
        const packed = response.headers['content-type'] === 'application/gzip' && bytes.length > 0
        const text = (packed ? gunzipSync(bytes) : bytes).toString()
        resolve({ status: response.statusCode ?? 0, headers: response.headers, body: text })
      })
    })
    sent.on('error', reject)
    sent.end(body)
  })
}

/** Everything an answer says, in its headers or its body. */
export function textOf({ headers, body }: Answer): string {
  return `${JSON.stringify(headers)}\n${body}`
}
