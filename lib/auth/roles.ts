import { z } from 'zod'

/** Who is acting. The id is the identity provider's `sub`, never an e-mail address. */
export const Actor = z.object({
  id: z.string().min(1),
  name: z.string().min(1),
  role: z.enum(['engineer', 'ops']),
  /** The organisation prefixes this person works for. */
  organisations: z.array(z.string()),
})
export type Actor = z.infer<typeof Actor>
