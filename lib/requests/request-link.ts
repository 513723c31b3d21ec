import { paths } from '@/lib/paths'
import { removeSecrets } from '@/lib/text/redact-secrets'
import type { Proposal } from './model'

/** The most characters of each field in a link; the page reads no more. Never the error: it may contain secrets. */
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

/** Servers, proxies and mail programs reject or cut URLs that are much longer. */
const LINK_LIMIT = 6000

/** By importance: the last is left out first. */
const FIELDS = ['account', 'region', 'repository', 'awsUserName', 'action', 'why'] as const

type Linked = Record<(typeof FIELDS)[number], string> & { proposal: Proposal | null }

/** The URL that opens the form as filled in. Fields that are too long for it are left out and listed. */
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
