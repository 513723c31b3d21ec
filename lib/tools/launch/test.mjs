// @ts-check
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { checkAdvisories } from './advisories.mjs'
import { provideBrowser } from './browser.mjs'
import { ensureBuilt } from './build.mjs'
import { openChildren } from './children.mjs'
import { withoutAws } from './environment.mjs'
import { LaunchFailure } from './failure.mjs'
import { ensureInstalled, npm, requireNode } from './install.mjs'
import { providePostgres } from './postgres.mjs'
import { countBrowser, countUnit, inWords, stageCount, sum } from './results.mjs'
import { root } from './root.mjs'

/** @typedef {import('./results.mjs').Count} Count */

const RESULTS = '.test-results'

const children = openChildren()
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'])
  process.on(signal, () => children.stop().then(() => process.exit(130)))

/** @type {{ name: string, count: Count }[]} */
const stages = []
if (await prepared()) {
  await stage('lint', () => check('lint'))
  await stage('types', () => check('types'))
  await stage('advisories', () => checkAdvisories(children))
  await stage('unit', () => unit('unit'))
  await stage('on PostgreSQL', onPostgres)
  await stage('end to end', endToEnd)
}
if (!children.stopping.aborted) report()

/** Without packages no stage can run; that is one failure. */
async function prepared() {
  try {
    requireNode()
    await ensureInstalled(children)
    mkdirSync(join(root, RESULTS), { recursive: true })
    return true
  } catch (error) {
    stages.push({ name: 'install', count: failed(error) })
    return false
  }
}

/**
 * Runs one stage; whatever happens in it, the next one runs too, so that everything is known at once.
 * @param {string} name
 * @param {() => Promise<Count>} work
 */
async function stage(name, work) {
  if (children.stopping.aborted) return
  console.log(`\n── ${name}`)
  const started = Date.now()
  const count = await work().catch(failed)
  stages.push({ name, count })
  console.log(`── ${name}: ${inWords(count)} (${Math.round((Date.now() - started) / 1000)} s)`)
}

/** @type {(error: unknown) => Count} */
function failed(error) {
  if (!children.stopping.aborted) console.error(error instanceof LaunchFailure ? error.message : error)
  return { passed: 0, failed: 1, skipped: [] }
}

/** @type {(script: string) => Promise<Count>} */
async function check(script) {
  const [command, args] = npm(['run', '--silent', script])
  const { code } = await children.run(command, args)
  return { passed: code === 0 ? 1 : 0, failed: code === 0 ? 0 : 1, skipped: [] }
}

/**
 * @param {'unit' | 'unit:postgres'} script
 * @returns {Promise<Count>}
 */
async function unit(script) {
  const report = freshReport(`${script.replace(':', '-')}.json`)
  const args = [
    'run',
    '--silent',
    script,
    '--',
    '--reporter=default',
    '--reporter=json',
    `--outputFile=${report}`,
  ]
  return ran(args, report, countUnit, { ...withoutAws(process.env), NODE_ENV: 'test' })
}

/** The tests that make a database, once more on a real one. */
async function onPostgres() {
  if (await providePostgres(children)) return unit('unit:postgres')
  return { passed: 0, failed: 0, skipped: ['on PostgreSQL: none is installed, and none can be.'] }
}

async function endToEnd() {
  const browser = await provideBrowser(children)
  await ensureBuilt(children)
  const report = freshReport('e2e.json')
  return ran(['run', '--silent', 'e2e'], report, countBrowser, {
    ...withoutAws(process.env),
    CHROMIUM_PATH: browser,
  })
}

/**
 * @template Report
 * @param {string[]} npmArgs
 * @param {string} report where the runner writes
 * @param {(report: Report) => Count} count
 * @param {import('./children.mjs').Environment} env
 * @returns {Promise<Count>}
 */
async function ran(npmArgs, report, count, env) {
  const [command, args] = npm(npmArgs)
  const { code } = await children.run(command, args, { env })
  return stageCount(code, existsSync(report) ? readFileSync(report, 'utf8') : undefined, count)
}

/**
 * Where a runner is to write. What an earlier run left there goes first, so that it never counts.
 * @param {string} name
 */
function freshReport(name) {
  const file = join(root, RESULTS, name)
  rmSync(file, { force: true })
  return file
}

function report() {
  console.log('')
  for (const { name, count } of stages) console.log(`${name.padEnd(15)}${inWords(count)}`)
  const total = sum(stages.map(({ count }) => count))
  console.log('')
  for (const line of total.skipped) console.log(`Skipped: ${line}`)
  console.log(inWords(total))
  process.exitCode = total.failed > 0 || total.passed === 0 ? 1 : 0
}
