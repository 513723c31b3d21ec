import { z } from 'zod'
import { AccountId, Region } from '@/lib/accounts/model'

/** A reference to a repository, from a form or an address. */
export const RepositoryRefInput = z.object({
  account: AccountId,
  region: Region,
  name: z.string().min(1).max(256),
})
