import type { IncomingHttpHeaders } from 'node:http'
import { expect } from '../fixtures'

const ALWAYS = {
  'content-security-policy': expect.stringContaining("frame-ancestors 'none'"),
  'cache-control': expect.stringContaining('no-store'),
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy': expect.stringContaining('camera=()'),
  'referrer-policy': 'same-origin',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
}

/** Checks the headers that every answer must carry. */
export function expectHeaders(headers: IncomingHttpHeaders | Record<string, string>, where: string): void {
  expect(headers, `the headers of ${where}`).toMatchObject(ALWAYS)
  expect(Object.keys(headers), where).not.toContain('x-powered-by')
  expect(Object.keys(headers), where).not.toContain('access-control-allow-origin')
}
