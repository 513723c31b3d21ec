import type { IncomingHttpHeaders, IncomingMessage } from 'node:http'
import { AwsError } from './aws-error'

/** A request with its whole body. */
export type AwsRequest = { method: string; url: string; headers: IncomingHttpHeaders; body: Buffer }

// A layer part of 20 MB in base64, or a manifest of 4 MB, and some room.
const MOST_BYTES = 32 * 1024 * 1024

export async function readRequest(incoming: IncomingMessage): Promise<AwsRequest> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of incoming) {
    size += chunk.length
    if (size > MOST_BYTES) throw new AwsError('RequestEntityTooLargeException', 'Request is too large.', 413)
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

export type Answer = { status: number; headers: Record<string, string>; body: string | Buffer }
