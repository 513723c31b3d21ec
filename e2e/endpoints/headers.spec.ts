import { readdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect } from '../fixtures'
import { test } from './client'
import { expectHeaders } from './expect-headers'

/** Answers that come from no endpoint; `client.ask` checks the headers of all others. */
const BESIDE_THE_ENDPOINTS = {
  '/repositories/': 308,
  '//repositories': 308,
  '/nowhere': 404,
  '/_next/static/nothing.js': 404,
  '/_next/data/build/repositories.json': 404,
  // There is no image optimiser, and the portal fetches nothing on anyone’s behalf.
  '/_next/image?url=%2Ficon.svg&w=64&q=75': 404,
  '/_next/image?url=https%3A%2F%2Fevil.example%2Fx.png&w=64&q=75': 404,
  '/%ff': 404,
  '/api/auth/nonsense': 404,
} as const

test('redirects, errors and missing pages carry the security headers', async ({ client }) => {
  for (const [path, status] of Object.entries(BESIDE_THE_ENDPOINTS))
    expect((await client.ask(path, { headers: client.sessions['cwp-engineer'] })).status, path).toBe(status)
})

test('every page view has a nonce of its own, whatever policy the request carries', async ({ client }) => {
  const asked = {
    headers: {
      ...client.sessions['cwp-engineer'],
      'content-security-policy': "script-src 'nonce-aaaaaaaa'",
      'content-security-policy-report-only': "script-src 'nonce-bbbbbbbb'",
    },
  }
  const nonces = new Set<string>()
  for (let time = 0; time < 2; time++) {
    const { headers, body } = await client.ask('/repositories', asked)
    const policy = String(headers['content-security-policy'])
    const [, nonce = ''] = /script-src 'self' 'nonce-([^']{20,})' 'strict-dynamic';/.exec(policy) ?? []
    const inPage = [...body.matchAll(/<script[^>]* nonce="([^"]*)"/g)].map(([, each]) => each)
    expect(inPage.length).toBeGreaterThan(5)
    expect(new Set(inPage)).toEqual(new Set([nonce]))
    nonces.add(nonce)
  }
  expect(nonces.size).toBe(2)
})

test('static files carry them too, and are cached', async ({ request }) => {
  const [file] = readdirSync(fileURLToPath(new URL('../../.next/static/chunks', import.meta.url)))
  const path = `/_next/static/chunks/${file}`
  const headers = (await request.get(path)).headers()
  expect(headers['cache-control']).toBe('public, max-age=31536000, immutable')
  expectHeaders({ ...headers, 'cache-control': 'no-store' }, path)
})
