import { expect, it } from 'vitest'
import { headersOfEveryAnswer } from './every-answer'

it('browsers keep to https for two years where the portal is on https, and only there', () => {
  expect(headersOfEveryAnswer('https://ecr.example.com')['strict-transport-security']).toBe(
    'max-age=63072000',
  )
  expect(headersOfEveryAnswer('http://localhost:3000')).not.toHaveProperty('strict-transport-security')
})

it('no answer may be shown in a frame or be taken for another type', () => {
  expect(headersOfEveryAnswer('https://ecr.example.com')).toMatchObject({
    'content-security-policy': expect.stringContaining("frame-ancestors 'none'"),
    'x-content-type-options': 'nosniff',
  })
})
