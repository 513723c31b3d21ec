import type { PolicyDocument } from '@/lib/policy/document'
import type { Finding, LintContext } from './finding'
import { lintPolicy } from './lint'

/**
 * What is to be said of a changed policy and was not to be said of the one before. What stood there already is not the
 * fault of whoever changes something else.
 */
export function newFindings(
  before: PolicyDocument | undefined,
  after: PolicyDocument | undefined,
  context: LintContext,
): Finding[] {
  if (!after) return []
  const old = new Set(before ? lintPolicy(before, context).map(identityOf) : [])
  return lintPolicy(after, context).filter((finding) => !old.has(identityOf(finding)))
}

function identityOf({ code, message }: Finding): string {
  return `${code} ${message}`
}
