// @ts-check
import { LaunchFailure } from './failure.mjs'
import { typescript } from './root.mjs'

/** @typedef {import('./print-settings').Settings} Settings */

/**
 * The validated configuration. Throws one message that lists every problem.
 * @type {(children: ReturnType<typeof import('./children.mjs').openChildren>, env?: import('./children.mjs').Environment) => Promise<Settings>}
 */
export async function readSettings(children, env = process.env) {
  const { code, how, stdout, stderr } = await children.run(
    process.execPath,
    [...typescript, 'lib/tools/launch/print-settings.ts'],
    { env, stdout: 'pipe', stderr: 'pipe' },
  )
  if (code === 0) return JSON.parse(stdout)
  const problems = stderr.trim() || how
  throw new LaunchFailure(
    `The portal was not started, because its configuration is invalid:\n${problems.replace(/^/gm, '  ')}\ndocs/configuration.md lists every setting.`,
  )
}
