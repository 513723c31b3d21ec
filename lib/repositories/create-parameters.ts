import { z } from 'zod'

/** What the address of the form that creates a repository says. */
export const CreateParameters = z.object({
  name: z
    .string()
    .transform((text) => text.slice(0, 300))
    .catch(''),
  account: z.string().catch(''),
  region: z.string().catch(''),
})
