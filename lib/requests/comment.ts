import { z } from 'zod'
import { removeSecrets } from '@/lib/text/redact-secrets'

const COMMENT_LIMIT = 1000

/** What a person wrote to others: trimmed, at most 1,000 characters, kept without secrets. `missing` is said of an empty one. */
export function comment(missing: string) {
  return z
    .string()
    .transform((text) => text.replaceAll('\0', '').trim())
    .pipe(z.string().min(1, missing).max(COMMENT_LIMIT, 'Keep this below 1,000 characters.'))
    .transform(storable)
}

/** Without secrets, and without the one character that PostgreSQL keeps in no text. */
export function storable(text: string): string {
  return removeSecrets(text).text.replaceAll('\0', '')
}
