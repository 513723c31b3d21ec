// @ts-check
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'

/** What a build is made of. */
const SOURCES = [
  'app',
  'components',
  'lib',
  'public',
  'proxy.ts',
  'instrumentation.ts',
  'next.config.js',
  'package-lock.json',
  'tsconfig.json',
  '.postcssrc.json',
]

/** Tests, and rooms that run beside the build and not in it. */
const APART = /\.test\.tsx?$|\/cases\/|^lib\/(testing|tools|sandbox|db\/migrations)\//

/**
 * A text that differs whenever a build of the folder would.
 * @param {string} folder
 */
export function sourceHash(folder) {
  const hash = createHash('sha256')
  for (const path of SOURCES.flatMap((source) => filesOf(folder, source)).sort())
    if (!APART.test(path)) {
      const content = readFileSync(join(folder, path))
      // The length keeps two files apart whose contents, joined, would read the same.
      hash.update(`${path}\0${content.length}\0`).update(content)
    }
  return hash.digest('hex')
}

/** @type {(folder: string, source: string) => string[]} */
function filesOf(folder, source) {
  const path = join(folder, source)
  if (!existsSync(path)) return []
  if (statSync(path).isFile()) return [source]
  return readdirSync(path, { withFileTypes: true }).flatMap((entry) =>
    entry.isDirectory() ? filesOf(folder, `${source}/${entry.name}`) : `${source}/${entry.name}`,
  )
}
