import { expect, it } from 'vitest'
import { readOptions } from './options'

it('uses the portals for ten minutes by default', () => {
  expect(readOptions([])).toEqual({ minutes: 10 })
  expect(readOptions(['--minutes', '1'])).toEqual({ minutes: 1 })
})

it.each(['0', '61', 'long', ''])('refuses %o minutes', (minutes) => {
  expect(() => readOptions(['--minutes', minutes])).toThrow('from 0.5 to 60')
})
