import type { AccessFacts, AccessParameters } from '@/lib/requests/access-parameters'

/** The form's content. `madeFor` tells whether the proposal still belongs to it. */
export type AccessDraft = AccessParameters & { error: string; madeFor: string; submission: string }

/** A separate form per address, so that what was typed for one never appears in another. */
export function draftKey(parameters: AccessParameters): string {
  const { account, region, repository, awsUserName, action, why, proposal } = parameters
  return `access:${JSON.stringify([account, region, repository, awsUserName, action, why, proposal])}`
}

/** What a policy change was made for: the repository and the caller. */
export function placeOf({ account, region, repository }: AccessFacts): string {
  return [account, region, repository].join('/')
}

/** What the statement from a pasted error was made for: everything that the error contains. */
export function callOf(facts: AccessFacts): string {
  return [placeOf(facts), facts.action, facts.awsUserName].join(' ')
}

/**
 * The proposal, while it belongs to this form: never for another repository and, if it came from an error, another
 * call.
 */
export function proposalOf(draft: AccessDraft): AccessDraft['proposal'] {
  const belongs = draft.madeFor === placeOf(draft) || draft.madeFor === callOf(draft)
  return belongs ? draft.proposal : null
}
