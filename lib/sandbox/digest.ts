import { createHash } from 'node:crypto'

/** The digest by which registries name manifests and layers. */
export function sha256(content: string | Buffer): string {
  return `sha256:${createHash('sha256').update(content).digest('hex')}`
}
