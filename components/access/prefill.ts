import { keepDraft } from '@/components/forms/use-draft'
import { paths } from '@/lib/paths'
import type { RepositoryRef } from '@/lib/repositories/reference'
import type { AccessFacts, AccessParameters } from '@/lib/requests/access-parameters'
import type { Proposal } from '@/lib/requests/model'
import { type AccessDraft, draftKey, placeOf } from './access-draft'

/** What is known about a request before someone makes it. */
export type Prefill = Partial<AccessFacts> & { error?: string; proposal?: Proposal | null }

const NO_FACTS: AccessFacts = { account: '', region: '', repository: '', awsUserName: '', action: '' }

/** A repository in the access form's terms. */
export function repositoryFacts({ account, region, name }: RepositoryRef) {
  return { account, region, repository: name }
}

/**
 * A link to the access form. The facts are in its address; the error and the proposal are too private and too long for
 * one, so a click passes them on within this tab, where they also survive a reload.
 */
export function prefillLink({ error = '', proposal = null, ...facts }: Prefill): {
  href: string
  onClick: () => void
} {
  const parameters: AccessParameters = { ...NO_FACTS, ...facts, why: '', proposal: null }
  return {
    href: paths.access(facts),
    onClick: () => {
      if (!error && !proposal) return
      keepDraft<AccessDraft>(draftKey(parameters), {
        error,
        proposal,
        madeFor: placeOf(parameters),
        submission: '',
      })
    },
  }
}
