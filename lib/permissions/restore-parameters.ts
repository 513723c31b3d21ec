import { z } from 'zod'

/** What the address of a repository's permissions says of an earlier policy. */
export const RestoreParameters = z.object({
  /** The record in the repository's history whose policy shall be put back. */
  restore: z.coerce.number().int().positive().optional().catch(undefined),
})
