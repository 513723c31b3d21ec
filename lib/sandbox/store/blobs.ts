import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { syncDirectory } from './sync-directory'

/** Layers by their digest (`sha256:…`). `put` returns once the layer is on the disk. */
export type Blobs = {
  put: (digest: string, content: Buffer) => void
  get: (digest: string) => Buffer | undefined
}

export function blobsInMemory(): Blobs {
  const blobs = new Map<string, Buffer>()
  return { put: (digest, content) => blobs.set(digest, content), get: (digest) => blobs.get(digest) }
}

export function blobsIn(directory: string): Blobs {
  mkdirSync(directory, { recursive: true })
  const pathOf = (digest: string) => join(directory, digest.replace(':', '-'))
  return {
    put(digest, content) {
      const path = pathOf(digest)
      if (existsSync(path)) return
      // Under its name it is whole or not there.
      writeFileSync(`${path}.new`, content, { flush: true })
      renameSync(`${path}.new`, path)
      syncDirectory(directory)
    },
    get(digest) {
      const path = pathOf(digest)
      return existsSync(path) ? readFileSync(path) : undefined
    },
  }
}
