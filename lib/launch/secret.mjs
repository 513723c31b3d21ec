// @ts-check
import { randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/**
 * The secret that signs the sandbox's sessions: made at the first start and kept, so that a restart signs nobody out.
 * @param {string} dataDirectory
 */
export function localSecret(dataDirectory) {
  const file = join(dataDirectory, 'secret')
  if (!existsSync(file)) {
    mkdirSync(dataDirectory, { recursive: true, mode: 0o700 })
    // Written aside and renamed, so that no interruption leaves half a secret.
    writeFileSync(`${file}.new`, randomBytes(32).toString('base64url'), { mode: 0o600 })
    renameSync(`${file}.new`, file)
  }
  return readFileSync(file, 'utf8')
}
