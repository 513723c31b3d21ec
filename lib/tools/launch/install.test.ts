import { expect, test } from 'vitest'
import { isInstalled, requireNode } from './install.mjs'

const locked = {
  '': {},
  'node_modules/zod': { version: '4.6.7', integrity: 'sha512-zod' },
  'node_modules/for-another-system': { version: '1.0.0', integrity: 'sha512-other', optional: true },
}

test.each([
  ['every package is there', { 'node_modules/zod': locked['node_modules/zod'] }, true],
  ['one is missing', {}, false],
  ['one has another version', { 'node_modules/zod': { version: '4.6.6', integrity: 'sha512-zod' } }, false],
  ['one has other content', { 'node_modules/zod': { version: '4.6.7', integrity: 'sha512-not' } }, false],
  [
    'an optional one has another version',
    {
      'node_modules/zod': locked['node_modules/zod'],
      'node_modules/for-another-system': { version: '0.9.0', integrity: 'sha512-other' },
    },
    false,
  ],
])('what is installed is the lockfile when %s: %#', (_, installed, expected) => {
  expect(isInstalled(locked, installed)).toBe(expected)
})

test.each(['20.9.0', '20.20.2', '22.0.0', '30.1.0'])('Node %s is new enough', (version) => {
  expect(() => requireNode(version)).not.toThrow()
})

test.each(['18.20.0', '20.8.1'])('Node %s is refused with what to do', (version) => {
  expect(() => requireNode(version)).toThrow(`Node 20.9 or newer is needed; this is ${version}`)
})
