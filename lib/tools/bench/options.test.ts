import { expect, test } from 'vitest'
import { GOALS } from './goals'
import { readOptions } from './options'

const everything = GOALS.map(({ id }) => id)

test.each([
  ['', { json: false, only: everything }],
  ['--json', { json: true, only: everything }],
  ['--only P8,P6', { json: false, only: ['P6', 'P8'] }],
  ['--json --only=p22', { json: true, only: ['P22'] }],
])('npm run bench -- %s', (line, options) => {
  expect(readOptions(line.split(' ').filter(Boolean))).toEqual(options)
})

test.each([
  ['--only P2', 'There is no row P2. The rows are P1, P3,'],
  ['--fast', "Unknown option '--fast'"],
])('%s is refused', (line, message) => {
  expect(() => readOptions(line.split(' '))).toThrow(message)
})
