import type { IncomingHttpHeaders, IncomingMessage } from 'node:http'

/** A request with its whole body. */
export type AwsRequest = { method: string; url: string; headers: IncomingHttpHeaders; body: Buffer }

// A layer part of 20 MB in base64, or a manifest of 4 MB, and some room.
const MOST_BYTES = 32 * 1024 * 1024

/** Undefined when it is larger than anything that ECR takes. */
export async function readRequest(incoming: IncomingMessage): Promise<AwsRequest | undefined> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of incoming) {
    size += chunk.length
    if (size > MOST_BYTES) return undefined
    chunks.push(chunk)
  }
  return {
    method: incoming.method ?? '',
    url: incoming.url ?? '/',
    headers: incoming.headers,
    body: Buffer.concat(chunks),
  }
}

export function header(request: AwsRequest, name: string): string | undefined {
  const value = request.headers[name]
  return Array.isArray(value) ? value.join(', ') : value
}

export type Answer = {
  status: number
  headers: Record<string, string>
  body: string | Buffer
  /** Runs when the answer has left. */
  afterwards?: () => void
}
