import { paths } from '@/lib/paths'
import { removeSecrets } from '@/lib/text/redact-secrets'
import type { Proposal } from './model'

/** The most that an address says of each; the page reads no more of it. Never the error: it may hold secrets. */
export const LINK_LIMITS = {
  account: 40,
  region: 40,
  repository: 300,
  awsUserName: 600,
  action: 200,
  why: 1000,
  proposal: 5000,
}
export type LinkField = keyof typeof LINK_LIMITS

/** Servers, proxies and mail programs refuse or cut addresses that are much longer. */
const LINK_LIMIT = 6000

/** In the order of their worth: what comes last is left out first. */
const FIELDS = ['account', 'region', 'repository', 'awsUserName', 'action', 'why'] as const

type Linked = Record<(typeof FIELDS)[number], string> & { proposal: Proposal | null }

/** The address that opens the form as it is filled in. What is too long for an address is left out, and named. */
export function requestLink(base: string, form: Linked): { url: string; leftOut: LinkField[] } {
  const leftOut: LinkField[] = []
  let said: Partial<Record<LinkField, string>> = {}

  function say(field: LinkField, value: string) {
    const next = { ...said, [field]: value }
    const fits = value.length <= LINK_LIMITS[field] && (base + paths.access(next)).length < LINK_LIMIT
    if (fits) said = next
    else leftOut.push(field)
  }

  for (const field of FIELDS) say(field, removeSecrets(form[field]).text)
  if (form.proposal?.kind === 'statement') say('proposal', form.proposal.statement)
  else if (form.proposal) leftOut.push('proposal')
  return { url: base + paths.access(said), leftOut }
}
