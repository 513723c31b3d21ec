import { z } from 'zod'
import { AUDIT_OUTCOMES } from './outcome'

/** PostgreSQL's text type can't store a null character, so nothing stored contains one. */
const text = (longest: number) =>
  z
    .string()
    .max(longest)
    .transform((typed) => typed.replaceAll('\0', ''))
    .catch('')

/** The query parameters of a list of activity. An invalid value counts as absent. */
export const ActivityParameters = z.object({
  text: text(300),
  action: text(40),
  outcome: z.enum(AUDIT_OUTCOMES).exclude(['intended']).optional().catch(undefined),
  before: z.coerce.number().int().positive().optional().catch(undefined),
})

export type ActivityParameters = z.infer<typeof ActivityParameters>
