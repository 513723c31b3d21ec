import { expect, test } from 'vitest'
import { inJson, inText, isGood, type Row } from './table'

const search: Row = {
  id: 'P6',
  goal: 0.3,
  unit: 'ms',
  what: 'search / a filter',
  figures: { portal: 1.2345, reference: 4.938 },
}
const start: Row = {
  id: 'P1',
  goal: 1.05,
  unit: 'ms',
  what: 'cold start / the SDK',
  figures: { portal: 5000, reference: 2500 },
}
const without = { id: 'P17', goal: 0.01, unit: 'ms', what: 'find / the CLI', figures: undefined } as const
const skipped: Row = { ...without, outcome: 'skipped', reason: 'aws is not installed' }
const failed: Row = { ...without, outcome: 'failed', reason: 'no answer' }

test('the table has the raw figures, the ratio and the verdict', () => {
  expect(inText([start, search, skipped]).split('\n')).toEqual([
    '       portal  reference  ratio    goal',
    'P1   5,000 ms   2,500 ms      2  ≤ 1.05  MISSED   cold start / the SDK',
    'P6    1.23 ms    4.94 ms   0.25   ≤ 0.3  met      search / a filter',
    'P17         –          –      –  ≤ 0.01  skipped  find / the CLI: aws is not installed',
  ])
})

test('the machine-readable form has the same on one line, unrounded', () => {
  expect(inJson([search, skipped])).not.toContain('\n')
  expect(JSON.parse(inJson([search, skipped]))).toEqual({
    rows: [
      { id: 'P6', portal: 1.2345, reference: 4.938, ratio: 0.25, goal: 0.3, unit: 'ms' },
      {
        id: 'P17',
        portal: null,
        reference: null,
        ratio: null,
        goal: 0.01,
        unit: 'ms',
        skipped: 'aws is not installed',
      },
    ],
  })
})

test.each([
  ['under its goal', search, true],
  ['exactly at its goal', { ...search, figures: { portal: 0.3, reference: 1 } }, true],
  ['over its goal', start, false],
  ['no call where none is allowed', { ...search, goal: 0, figures: { portal: 0, reference: 1 } }, true],
  ['one call where none is allowed', { ...search, goal: 0, figures: { portal: 0.02, reference: 1 } }, false],
  ['skipped', skipped, true],
  ['failed', failed, false],
])('%s', (_, row, good) => {
  expect(isGood(row)).toBe(good)
})
