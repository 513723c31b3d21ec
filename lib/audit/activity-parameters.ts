import { z } from 'zod'
import { AUDIT_OUTCOMES } from './outcome'

/** PostgreSQL's texts cannot hold a null character, so nothing that it stores has one. */
const text = (longest: number) =>
  z
    .string()
    .max(longest)
    .transform((typed) => typed.replaceAll('\0', ''))
    .catch('')

/** What the address of a list of activity says. A value that makes no sense counts as not given. */
export const ActivityParameters = z.object({
  text: text(300),
  action: text(40),
  outcome: z.enum(AUDIT_OUTCOMES).exclude(['intended']).optional().catch(undefined),
  before: z.coerce.number().int().positive().optional().catch(undefined),
})

export type ActivityParameters = z.infer<typeof ActivityParameters>
