import { expect, test } from 'vitest'
import { countBrowser, countUnit, inWords, stageCount, sum } from './results.mjs'

const unit = { numPassedTests: 5, numFailedTests: 0, numPendingTests: 1, numTodoTests: 1 }
const browser = { stats: { expected: 3, unexpected: 1, flaky: 1, skipped: 2 } }

test('unit tests are counted, and those that did not run apart from them', () => {
  expect(stageCount(0, JSON.stringify(unit), countUnit)).toEqual({ passed: 5, failed: 0, skipped: 2 })
})

test('a browser test that passes only at the second try has failed', () => {
  expect(stageCount(1, JSON.stringify(browser), countBrowser)).toEqual({ passed: 3, failed: 2, skipped: 2 })
})

test.each<[string, number | null, string | undefined, number]>([
  ['left no report', 0, undefined, 0],
  ['was killed while it wrote its report', null, '{"numPassedTests": 5, "numFai', 0],
  ['wrote a report of another form', 0, '{"tests": 5}', 0],
  ['wrote no object', 0, 'null', 0],
  ['failed although every test passed', 1, JSON.stringify(unit), 5],
  ['was killed although every test passed', null, JSON.stringify(unit), 5],
  ['ran no test', 0, JSON.stringify({ ...unit, numPassedTests: 0 }), 0],
])('a runner that %s has failed', (_, exitCode, report, passed) => {
  expect(stageCount(exitCode, report, countUnit)).toMatchObject({ passed, failed: 1 })
})

test('the last line is the sum of all stages', () => {
  const counts = [
    { passed: 1, failed: 0, skipped: 0 },
    { passed: 250, failed: 2, skipped: 0 },
  ]
  expect(inWords(sum(counts))).toBe('251 passed, 2 failed')
  expect(inWords(sum([...counts, { passed: 0, failed: 0, skipped: 3 }]))).toBe(
    '251 passed, 2 failed, 3 skipped',
  )
  expect(inWords(sum([]))).toBe('0 passed, 0 failed')
})
