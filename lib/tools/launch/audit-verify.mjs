// @ts-check
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { openChildren } from './children.mjs'
import { portalEnvironment } from './environment.mjs'
import { LaunchFailure } from './failure.mjs'
import { ensureInstalled, requireNode } from './install.mjs'
import { readSettings } from './read-settings.mjs'
import { typescript } from './root.mjs'

const NOT_VERIFIED = 2

const children = openChildren()
try {
  requireNode()
  await ensureInstalled(children)
  const settings = await readSettings(children)
  const { mode, dataDirectory } = settings
  // Opening an embedded database would create an empty one, whose record would pass.
  if (mode === 'sandbox' && !process.env.DATABASE_URL && !existsSync(join(dataDirectory, 'database')))
    throw new LaunchFailure(`There is no database in ${dataDirectory}. Set PORTAL_DATA_DIR or DATABASE_URL.`)
  const script = [...typescript, 'lib/audit/print-verdict.ts', ...process.argv.slice(2)]
  const env = portalEnvironment(process.env, settings, false)
  const { code } = await children.run(process.execPath, script, { env })
  process.exitCode = code ?? NOT_VERIFIED
} catch (error) {
  console.error(error instanceof LaunchFailure ? error.message : error)
  process.exitCode = NOT_VERIFIED
}
