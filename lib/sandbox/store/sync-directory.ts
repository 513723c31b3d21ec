import { closeSync, fsyncSync, openSync } from 'node:fs'

/** Puts the names in a directory on the disk: a file that was renamed stays renamed. */
export function syncDirectory(directory: string): void {
  const handle = openSync(directory, 'r')
  fsyncSync(handle)
  closeSync(handle)
}
