import { z } from 'zod'
import { parseStatement } from '@/lib/policy/document'
import type { Proposal } from './model'
import { LINK_LIMITS, type LinkField } from './request-link'

const text = (field: LinkField) => z.string().max(LINK_LIMITS[field]).catch('')

/** What the address of the form for access says. What is too long or cannot be read counts as not given. */
export const AccessParameters = z.object({
  account: text('account'),
  region: text('region'),
  repository: text('repository'),
  awsUserName: text('awsUserName'),
  action: text('action'),
  why: text('why'),
  proposal: text('proposal').transform((statement): Proposal | null =>
    parseStatement(statement).ok ? { kind: 'statement', statement } : null,
  ),
})
export type AccessParameters = z.output<typeof AccessParameters>

/** Who tried what on which repository. */
export type AccessFacts = Omit<AccessParameters, 'why' | 'proposal'>
