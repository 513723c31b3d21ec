import { expect, it } from 'vitest'
import { BODY_LIMIT_BYTES, isTooLarge } from './body-limit'

it.each([
  [{}, false],
  [{ 'content-length': '0' }, false],
  [{ 'content-length': String(BODY_LIMIT_BYTES) }, false],
  [{ 'content-length': String(BODY_LIMIT_BYTES + 1) }, true],
  [{ 'content-length': 'x' }, false],
])('a request with %o is too large: %s', (headers, expected) => {
  expect(isTooLarge(new Headers(headers as Record<string, string>))).toBe(expected)
})
