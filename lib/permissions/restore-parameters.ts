import { z } from 'zod'

/** What the address of a repository's permissions, or of a registry, says of an earlier policy. */
export const RestoreParameters = z.object({
  /** The record in the history whose policy shall be put back. */
  restore: z.coerce.number().int().positive().optional().catch(undefined),
})
