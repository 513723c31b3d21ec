import type { TagMutability } from '@/lib/repositories/model'

const MUTABILITY: Record<string, string> = {
  MUTABLE: 'mutable tags',
  IMMUTABLE: 'immutable tags',
  MUTABLE_WITH_EXCLUSION: 'mutable tags, with exclusions',
  IMMUTABLE_WITH_EXCLUSION: 'immutable tags, with exclusions',
}

/** A value that AWS has added since is shown as AWS writes it. */
export function mutabilityWords(mutability: TagMutability): string {
  return MUTABILITY[mutability] ?? mutability
}

const ENCRYPTION: Record<string, string> = {
  AES256: 'AES-256',
  KMS: 'AWS KMS',
  KMS_DSSE: 'AWS KMS, dual-layer',
}

export function encryptionWords(encryption: string): string {
  return ENCRYPTION[encryption] ?? encryption
}

const SIZES = ['B', 'kB', 'MB', 'GB', 'TB']

/** Bytes in decimal units, like the AWS console. */
export function sizeWords(bytes: number): string {
  let size = bytes
  let unit = 0
  while (size >= 1000 && unit < SIZES.length - 1) {
    size /= 1000
    unit += 1
  }
  return `${unit === 0 ? size : size.toFixed(size < 10 ? 2 : size < 100 ? 1 : 0)} ${SIZES[unit]}`
}
