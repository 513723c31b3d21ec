import { describe, expect, it } from 'vitest'
import { isSameOrigin } from './csrf'

const PUBLIC = 'https://ecr.example.com'
const LOCAL = 'http://localhost:3000'

describe('the origin of a request that changes something', () => {
  it.each([
    ['our own', { origin: PUBLIC }, PUBLIC, true],
    ['another host', { origin: 'https://evil.example' }, PUBLIC, false],
    [
      'another host with a forged forwarded host',
      { origin: 'https://evil.example', 'x-forwarded-host': 'evil.example' },
      PUBLIC,
      false,
    ],
    ['our host over http', { origin: 'http://ecr.example.com' }, PUBLIC, false],
    ['null', { origin: 'null' }, PUBLIC, false],
    ['missing', {}, PUBLIC, false],
    ['missing, but the browser says same-origin', { 'sec-fetch-site': 'same-origin' }, PUBLIC, true],
    ['missing, and the browser says cross-site', { 'sec-fetch-site': 'cross-site' }, PUBLIC, false],
    ['the loopback by its other name', { origin: 'http://127.0.0.1:3000' }, LOCAL, true],
    ['the loopback on another port', { origin: 'http://127.0.0.1:8080' }, LOCAL, false],
    ['the loopback, for a public portal', { origin: 'http://localhost:3000' }, PUBLIC, false],
  ])('%s', (_what, headers, base, ours) => {
    expect(isSameOrigin(new Headers(headers as Record<string, string>), base)).toBe(ours)
  })
})
