import 'server-only'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { openDb } from '@/lib/db/db'
import { root } from '@/lib/tools/launch/root.mjs'

const TEMPLATES = join(root, '.test-results/databases')
const MIGRATIONS = join(root, 'lib/db/migrations')

/**
 * The directory of an embedded database that is migrated and empty, to be copied: making one takes seconds, a copy a
 * third of one. It is made once for these migrations and this version of PGlite.
 */
export async function databaseTemplate(): Promise<string> {
  const template = join(TEMPLATES, fingerprint())
  if (existsSync(template)) return template
  mkdirSync(TEMPLATES, { recursive: true })
  for (const name of readdirSync(TEMPLATES))
    if (!name.startsWith(fingerprint())) rmSync(join(TEMPLATES, name), { recursive: true, force: true })
  const made = mkdtempSync(`${template}.`)
  const { close } = await openDb({ url: undefined, directory: made })
  await close()
  try {
    renameSync(made, template)
  } catch (error) {
    // Another worker was faster, and its template is as good.
    if (!existsSync(template)) throw error
    rmSync(made, { recursive: true })
  }
  return template
}

function fingerprint(): string {
  const hash = createHash('sha256')
  for (const name of readdirSync(MIGRATIONS).sort())
    if (name.endsWith('.sql')) hash.update(name).update(readFileSync(join(MIGRATIONS, name)))
  hash.update(readFileSync(join(root, 'node_modules/@electric-sql/pglite/package.json')))
  return hash.digest('hex').slice(0, 12)
}
