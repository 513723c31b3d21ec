// @ts-check
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { buildEnvironment } from './environment.mjs'
import { LaunchFailure } from './failure.mjs'
import { nextProgram, root } from './root.mjs'
import { sourceHash } from './source-hash.mjs'

const RECORD = join(root, '.next/source-hash')

/**
 * Builds the portal, unless the last complete build was made from the same sources.
 * @type {(children: ReturnType<typeof import('./children.mjs').openChildren>) => Promise<void>}
 */
export async function ensureBuilt(children) {
  // Computed before the build, so that a source that changes meanwhile causes another build at the next start.
  const hash = sourceHash(root)
  if (existsSync(RECORD) && readFileSync(RECORD, 'utf8') === hash) return
  rmSync(RECORD, { force: true })
  console.log('Building the portal (half a minute, only after a change) …')
  const { code, how, stdout, stderr } = await children.run(process.execPath, [nextProgram, 'build'], {
    env: buildEnvironment(process.env),
    stdout: 'pipe',
    stderr: 'pipe',
  })
  if (code !== 0) throw new LaunchFailure(`${stdout}${stderr}\nThe portal could not be built (${how}).`)
  writeFileSync(RECORD, hash)
}
