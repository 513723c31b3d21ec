// @ts-check
import { randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/**
 * A secret of the sandbox: what signs its sessions, or what seals its audit records. Made at the first start and kept, so
 * that a restart signs nobody out and breaks no seal.
 * @param {string} dataDirectory
 * @param {'secret' | 'audit-key'} name
 */
export function localSecret(dataDirectory, name) {
  const file = join(dataDirectory, name)
  if (!existsSync(file)) {
    mkdirSync(dataDirectory, { recursive: true, mode: 0o700 })
    // Written aside and renamed, so that no interruption leaves half a secret.
    writeFileSync(`${file}.new`, randomBytes(32).toString('base64url'), { mode: 0o600 })
    renameSync(`${file}.new`, file)
  }
  return readFileSync(file, 'utf8')
}
