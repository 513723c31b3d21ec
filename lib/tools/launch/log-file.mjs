// @ts-check
import { closeSync, fstatSync, mkdirSync, openSync, readFileSync } from 'node:fs'
import { dirname } from 'node:path'

const LAST_LINES = 20

/**
 * Opens a file for a process to append its log to, and tells later what has been added since.
 * @param {string} path
 */
export function openLogFile(path) {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 })
  const fd = openSync(path, 'a', 0o600)
  const { size } = fstatSync(fd)
  return {
    fd,
    close: () => closeSync(fd),
    /** Where it is, and the last lines of what has been added. */
    end() {
      const added = readFileSync(path).subarray(size).toString('utf8').trim()
      const lines = added.split('\n').slice(-LAST_LINES).join('\n')
      return `Its log is in ${path}${added === '' ? '.' : `, and ends with:\n${lines}`}`
    },
  }
}
