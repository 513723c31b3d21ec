import { expect, it } from 'vitest'
import { contentSecurityPolicy } from './csp'
import { securityHeaders } from './security-headers'

it('browsers keep to https for two years where the portal is on https, and only there', () => {
  expect(securityHeaders('https://ecr.example.com')['strict-transport-security']).toBe('max-age=63072000')
  expect(securityHeaders('http://localhost:3000')).not.toHaveProperty('strict-transport-security')
})

it('no answer may be shown in a frame or be taken for another type', () => {
  expect(securityHeaders('https://ecr.example.com')).toMatchObject({
    'x-content-type-options': 'nosniff',
    'x-frame-options': 'DENY',
  })
  expect(contentSecurityPolicy('n', false)).toContain("frame-ancestors 'none'")
})

it('scripts run by their nonce alone, and nothing is evaluated but in development', () => {
  expect(contentSecurityPolicy('n', false)).toContain("script-src 'self' 'nonce-n' 'strict-dynamic';")
  expect(contentSecurityPolicy('n', false)).not.toContain('unsafe-eval')
  expect(contentSecurityPolicy('n', true)).toContain('unsafe-eval')
})
