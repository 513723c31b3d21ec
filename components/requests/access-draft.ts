import { keepDraft } from '@/components/ui/use-draft'
import { paths } from '@/lib/paths'
import type { RepositoryRef } from '@/lib/repositories/reference'
import type { Proposal } from '@/lib/requests/model'
import type { Facts } from './access-facts'

/** What the form's address says. */
export type Given = Facts & { why: string; proposal: Proposal | null }

/** What stands in the form. `madeFor` tells whether the proposal still belongs to it. */
export type AccessDraft = Given & { error: string; madeFor: string; submission: string }

/** What is known of a request where somebody is about to ask. */
export type Asking = Partial<Facts> & { error?: string; proposal?: Proposal | null }

const NO_FACTS: Facts = { account: '', region: '', repository: '', awsUserName: '', action: '' }

/** A repository as the form for access calls it. */
export function placeFacts({ account, region, name }: RepositoryRef) {
  return { account, region, repository: name }
}

/** A form for each address, so that what was typed for one never shows up in another. */
export function draftKey({ account, region, repository, awsUserName, action, why, proposal }: Given): string {
  return `access:${JSON.stringify([account, region, repository, awsUserName, action, why, proposal])}`
}

/** What a change of a policy was made for: the repository, whoever asks. */
export function placeOf({ account, region, repository }: Facts): string {
  return [account, region, repository].join('/')
}

/** What the statement of a pasted error was made for: all that the error tells. */
export function callOf(facts: Facts): string {
  return [placeOf(facts), facts.action, facts.awsUserName].join(' ')
}

/**
 * A link to the form for access. Its address has the facts; the error and the proposal are neither for an address nor
 * short enough for one, so a click hands them over in this tab, where they also survive a reload.
 */
export function askFor({ error = '', proposal = null, ...facts }: Asking): {
  href: string
  onClick: () => void
} {
  const given: Given = { ...NO_FACTS, ...facts, why: '', proposal: null }
  return {
    href: paths.access(facts),
    onClick: () => {
      if (!error && !proposal) return
      keepDraft<AccessDraft>(draftKey(given), { error, proposal, madeFor: placeOf(given), submission: '' })
    },
  }
}
