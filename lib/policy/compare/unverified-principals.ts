import type { PolicyDocument } from '@/lib/policy/document'
import { readStatements } from '@/lib/policy/statement'
import { identityOf } from '@/lib/policy/typed-principals'

/**
 * Whom a policy names that the one before did not: of these AWS has not yet said that they exist. ECR refuses a policy
 * that names a user or role that does not, and does not say which.
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
