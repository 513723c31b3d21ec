import { z } from 'zod'
import { AccountId } from '@/lib/accounts/model'
import { REQUEST_STATES } from './request-state'
import { RISK_KINDS } from './risk-marks'

/** What the address of a list of requests says. A value that makes no sense counts as not given. */
export const RequestListParameters = z.object({
  state: z.enum(REQUEST_STATES).optional().catch(undefined),
  account: AccountId.optional().catch(undefined),
  risk: z.enum(RISK_KINDS).optional().catch(undefined),
  page: z.coerce.number().int().positive().max(100_000).catch(1),
})
