import { rmSync } from 'node:fs'
import { ensureBuilt } from '../lib/tools/launch/build.mjs'
import { openChildren } from '../lib/tools/launch/children.mjs'
import { withoutAws } from '../lib/tools/launch/environment.mjs'
import { typescript } from '../lib/tools/launch/root.mjs'
import { EMPTY_DATA, LOGS } from './results'
import { GIVEN } from './secrets'

/** Runs once before all tests: builds the portal and makes the empty database that each portal gets a copy of. */
export default async function setup(): Promise<void> {
  for (const folder of [LOGS, EMPTY_DATA]) rmSync(folder, { recursive: true, force: true })
  const children = openChildren()
  await ensureBuilt(children)
  const { code, how } = await children.run(process.execPath, [...typescript, 'lib/db/prepare.ts'], {
    env: {
      ...withoutAws({ ...process.env, ...GIVEN }),
      PORTAL_MODE: 'sandbox',
      PORTAL_DATA_DIR: EMPTY_DATA,
      DATABASE_URL: '',
    },
  })
  if (code !== 0) throw new Error(`The database could not be prepared (${how}).`)
}
