import { expect, test } from 'vitest'
import { countBrowser, countUnit, inWords, stageCount, sum } from './results.mjs'

const unit = {
  numPassedTests: 5,
  numFailedTests: 0,
  testResults: [
    {
      assertionResults: [
        { fullName: 'a policy is read', status: 'passed', meta: {} },
        { fullName: 'the guide runs', status: 'skipped', meta: { skippedBecause: 'aws is not installed' } },
        { fullName: 'one day', status: 'todo', meta: {} },
      ],
    },
  ],
}
const skipped = { status: 'skipped', annotations: [{ type: 'skip', description: 'There is no PostgreSQL.' }] }
const browser = {
  stats: { expected: 3, unexpected: 1, flaky: 1, skipped: 2 },
  suites: [
    {
      specs: [{ title: 'the container starts', tests: [skipped] }],
      suites: [
        {
          specs: [
            { title: 'signs in', tests: [{ status: 'expected', annotations: [] }] },
            { title: 'signs out', tests: [{ status: 'skipped', annotations: [] }] },
          ],
        },
      ],
    },
  ],
}

test('unit tests are counted, and skipped ones are named with the reason', () => {
  expect(stageCount(0, JSON.stringify(unit), countUnit)).toEqual({
    passed: 5,
    failed: 0,
    skipped: ['the guide runs: aws is not installed', 'one day: todo'],
  })
})

test('a browser test that passes only on retry counts as failed, and a skipped one is named', () => {
  expect(stageCount(1, JSON.stringify(browser), countBrowser)).toEqual({
    passed: 3,
    failed: 2,
    skipped: ['the container starts: There is no PostgreSQL.', 'signs out: no reason given'],
  })
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
    { passed: 1, failed: 0, skipped: [] },
    { passed: 250, failed: 2, skipped: [] },
  ]
  expect(inWords(sum(counts))).toBe('251 passed, 2 failed')
  expect(inWords(sum([...counts, { passed: 0, failed: 0, skipped: ['a: x', 'b: x', 'c: x'] }]))).toBe(
    '251 passed, 2 failed, 3 skipped',
  )
  expect(inWords(sum([]))).toBe('0 passed, 0 failed')
})
