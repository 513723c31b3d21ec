// @ts-check
import { npm } from './install.mjs'

/** @typedef {import('./results.mjs').Count} Count */
/** @typedef {{ name: string, severity: string, title: string, url: string }} Advisory */

const GRAVE = ['high', 'critical']

/**
 * Asks the npm registry for advisories about the portal's dependencies, and prints those of high severity. If the registry
 * serves no advisories or can't be reached, the check is reported as skipped, not as passed.
 * @param {ReturnType<typeof import('./children.mjs').openChildren>} children
 * @param {import('./children.mjs').Environment} [env]
 * @returns {Promise<Count>}
 */
export async function checkAdvisories(children, env = process.env) {
  const [command, args] = npm(['audit', '--omit=dev', '--json', '--fetch-retries=0', '--fetch-timeout=60000'])
  const { stdout, how } = await children.run(command, args, { env, stdout: 'pipe', stderr: 'pipe' })
  const report = parsed(stdout)
  if (report?.auditReportVersion !== 2) {
    const why = report?.statusCode ? `HTTP ${report.statusCode}` : (report?.error?.code ?? how)
    const skipped = `the registry serves no advisories (${why}).`
    console.log(`Skipped: ${skipped}`)
    return { passed: 0, failed: 0, skipped: [`advisories: ${skipped}`] }
  }
  const grave = advisoriesOf(report).filter(({ severity }) => GRAVE.includes(severity))
  for (const { name, severity, title, url } of grave) console.error(`${name} (${severity}): ${title} ${url}`)
  console.log(`${grave.length} advisories of high or critical severity about what the portal runs on.`)
  return { passed: grave.length === 0 ? 1 : 0, failed: grave.length, skipped: [] }
}

/**
 * Each advisory once. The report also names the packages that depend on what an advisory is about.
 * @type {(report: { vulnerabilities: Record<string, { via: (Advisory | string)[] }> }) => Advisory[]}
 */
function advisoriesOf({ vulnerabilities }) {
  return Object.values(vulnerabilities).flatMap(({ via }) => via.filter((cause) => typeof cause !== 'string'))
}

/** @type {(output: string) => any} */
function parsed(output) {
  try {
    return JSON.parse(output)
  } catch (error) {
    if (error instanceof SyntaxError) return undefined
    throw error
  }
}
