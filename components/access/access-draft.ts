import type { AccessFacts, AccessParameters } from '@/lib/requests/access-parameters'

/** What stands in the form. `madeFor` tells whether the proposal still belongs to it. */
export type AccessDraft = AccessParameters & { error: string; madeFor: string; submission: string }

/** A form for each address, so that what was typed for one never shows up in another. */
export function draftKey(parameters: AccessParameters): string {
  const { account, region, repository, awsUserName, action, why, proposal } = parameters
  return `access:${JSON.stringify([account, region, repository, awsUserName, action, why, proposal])}`
}

/** What a change of a policy was made for: the repository, whoever asks. */
export function placeOf({ account, region, repository }: AccessFacts): string {
  return [account, region, repository].join('/')
}

/** What the statement of a pasted error was made for: all that the error tells. */
export function callOf(facts: AccessFacts): string {
  return [placeOf(facts), facts.action, facts.awsUserName].join(' ')
}

/** The proposal while it is for this form: it is not carried to another repository, and that of an error to no other call. */
export function proposalOf(draft: AccessDraft): AccessDraft['proposal'] {
  const belongs = draft.madeFor === placeOf(draft) || draft.madeFor === callOf(draft)
  return belongs ? draft.proposal : null
}
