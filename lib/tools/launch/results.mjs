// @ts-check

/** @typedef {{ passed: number, failed: number, skipped: string[] }} Count what was skipped is named, with the reason */

/** @type {Count} */
const BROKEN = { passed: 0, failed: 1, skipped: [] }

/**
 * What vitest's JSON report says. Vitest keeps no reason; a test that may be skipped has it in its `meta`.
 * @param {any} report
 * @returns {Count}
 */
export function countUnit({ numPassedTests, numFailedTests, testResults }) {
  const tests = testResults.flatMap((/** @type {any} */ file) => file.assertionResults)
  return {
    passed: numPassedTests,
    failed: numFailedTests,
    skipped: tests
      .filter((/** @type {any} */ { status }) => !['passed', 'failed'].includes(status))
      .map(
        (/** @type {any} */ { fullName, status, meta }) => `${fullName}: ${meta?.skippedBecause ?? status}`,
      ),
  }
}

/**
 * What Playwright's JSON report says. A test that passed at the second try has failed once.
 * @param {any} report
 * @returns {Count}
 */
export function countBrowser({ stats: { expected, unexpected, flaky }, suites }) {
  return { passed: expected, failed: unexpected + flaky, skipped: suites.flatMap(skippedIn) }
}

/** @type {(suite: any) => string[]} */
function skippedIn({ specs, suites = [] }) {
  const own = specs.flatMap((/** @type {any} */ { title, tests }) =>
    tests
      .filter((/** @type {any} */ { status }) => status === 'skipped')
      .map((/** @type {any} */ { annotations }) => {
        const skip = annotations.find((/** @type {any} */ { type }) => type === 'skip')
        return `${title}: ${skip?.description ?? 'no reason given'}`
      }),
  )
  return [...own, ...suites.flatMap(skippedIn)]
}

/**
 * The count of a runner's stage. A runner that failed without naming a test, ran none, or left no report has failed.
 * @template Report
 * @param {number | null} exitCode
 * @param {string | undefined} reportText what the runner wrote, if it did
 * @param {(report: Report) => Count} count
 * @returns {Count}
 */
export function stageCount(exitCode, reportText, count) {
  const found = readCount(reportText, count)
  if (!found) return BROKEN
  const unnamed = found.failed === 0 && (exitCode !== 0 || found.passed === 0)
  return unnamed ? { ...found, failed: 1 } : found
}

/**
 * @template Report
 * @param {string | undefined} reportText
 * @param {(report: Report) => Count} count
 * @returns {Count | undefined}
 */
function readCount(reportText, count) {
  if (reportText === undefined) return undefined
  try {
    const found = count(JSON.parse(reportText))
    return [found.passed, found.failed].every(Number.isInteger) ? found : undefined
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof TypeError) return undefined
    throw error
  }
}

/** @type {(counts: readonly Count[]) => Count} */
export function sum(counts) {
  return counts.reduce(
    (/** @type {Count} */ all, { passed, failed, skipped }) => ({
      passed: all.passed + passed,
      failed: all.failed + failed,
      skipped: [...all.skipped, ...skipped],
    }),
    { passed: 0, failed: 0, skipped: [] },
  )
}

/** @type {(count: Count) => string} */
export function inWords({ passed, failed, skipped }) {
  return `${passed} passed, ${failed} failed${skipped.length > 0 ? `, ${skipped.length} skipped` : ''}`
}
