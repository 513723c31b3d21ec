import { z } from 'zod'

/** The query parameters of the create form. */
export const CreateParameters = z.object({
  name: z
    .string()
    .transform((text) => text.slice(0, 300))
    .catch(''),
  account: z.string().catch(''),
  region: z.string().catch(''),
})
