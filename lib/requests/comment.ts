import { z } from 'zod'
import { removeSecrets } from '@/lib/text/redact-secrets'

const COMMENT_LIMIT = 1000

/**
 * What a person writes to others: trimmed, at most 1,000 characters, secrets removed. `missing` is the message when it
 * is empty.
 */
export function comment(missing: string) {
  return z
    .string()
    .transform((text) => text.replaceAll('\0', '').trim())
    .pipe(z.string().min(1, missing).max(COMMENT_LIMIT, 'Use at most 1,000 characters.'))
    .transform(storable)
}

/** Without secrets, and without the null character, which PostgreSQL cannot store in text. */
export function storable(text: string): string {
  return removeSecrets(text).text.replaceAll('\0', '')
}
