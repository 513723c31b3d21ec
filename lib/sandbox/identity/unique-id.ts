import { createHash } from 'node:crypto'

const BASE32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'

/**
 * An identifier of IAM's look (AIDA…, AROA…, ASIA…): the prefix and upper-case letters and digits, always the
 * same for `from`.
 */
export function uniqueId(prefix: string, from: string, length = 16): string {
  const bytes = createHash('sha256').update(`${prefix}:${from}`).digest()
  return prefix + Array.from(bytes.subarray(0, length), (byte) => BASE32[byte % 32]).join('')
}
