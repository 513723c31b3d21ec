// @ts-check

/** @typedef {{ passed: number, failed: number, skipped: number }} Count */

/** @type {Count} */
const BROKEN = { passed: 0, failed: 1, skipped: 0 }

/**
 * What vitest's JSON report says.
 * @param {any} report
 * @returns {Count}
 */
export function countUnit({ numPassedTests, numFailedTests, numPendingTests, numTodoTests }) {
  return { passed: numPassedTests, failed: numFailedTests, skipped: numPendingTests + numTodoTests }
}

/**
 * What Playwright's JSON report says. A test that passed at the second try has failed once.
 * @param {any} report
 * @returns {Count}
 */
export function countBrowser({ stats: { expected, unexpected, flaky, skipped } }) {
  return { passed: expected, failed: unexpected + flaky, skipped }
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
    return Object.values(found).every(Number.isInteger) ? found : undefined
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof TypeError) return undefined
    throw error
  }
}

/** @type {(counts: readonly Count[]) => Count} */
export function sum(counts) {
  return counts.reduce(
    (all, { passed, failed, skipped }) => ({
      passed: all.passed + passed,
      failed: all.failed + failed,
      skipped: all.skipped + skipped,
    }),
    { passed: 0, failed: 0, skipped: 0 },
  )
}

/** @type {(count: Count) => string} */
export function inWords({ passed, failed, skipped }) {
  return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`
}
