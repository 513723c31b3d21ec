import type { PolicyDocument } from '@/lib/policy/document'
import { readStatements } from '@/lib/policy/statement'
import { identityOf } from '@/lib/policy/typed-principals'

/**
 * The principals that were not in the policy before, so AWS has not yet confirmed that they exist. ECR rejects a policy
 * with a user or role that doesn't exist, without saying which.
 */
export function unverifiedPrincipals(
  before: PolicyDocument | undefined,
  after: PolicyDocument | undefined,
): string[] {
  const verified = new Set(namedIn(before))
  return [...new Set(namedIn(after))].filter((named) => !verified.has(named))
}

function namedIn(document: PolicyDocument | undefined): string[] {
  return readStatements(document?.statements ?? [])
    .flatMap(({ principals }) => principals)
    .filter(({ kind }) => kind !== 'everyone' && kind !== 'service')
    .map(identityOf)
}
