import type { z } from 'zod'
import { PortalError } from './portal-error'

/** The input in its schema's shape, or an `invalid` error with the first problem of each field. */
export function parseInput<S extends z.ZodType>(schema: S, input: unknown): z.output<S> {
  const parsed = schema.safeParse(input)
  if (parsed.success) return parsed.data
  const fields: Record<string, string> = {}
  for (const issue of parsed.error.issues) {
    const field = String(issue.path[0] ?? 'form')
    fields[field] ??= issue.message
  }
  throw new PortalError('invalid', 'Nothing was saved. Correct the fields below.', { fields })
}
