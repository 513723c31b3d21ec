import { samePolicy, sameStatement } from '@/lib/policy/compare/equality'
import { parsePolicy, parseStatement } from '@/lib/policy/document'
import type { Proposal } from '@/lib/requests/model'

/** Whether two proposals would write the same, however they are formatted. Absent and null both mean no proposal. */
export function sameProposal(one: Proposal | null | undefined, other: Proposal | null | undefined): boolean {
  if (!one || !other) return !one && !other
  if (one.kind === 'statement') return other.kind === 'statement' && sameStatements(one, other)
  return other.kind === 'policy' && samePolicies(one.base, other.base) && samePolicies(one.draft, other.draft)
}

function sameStatements(one: { statement: string }, other: { statement: string }): boolean {
  const [left, right] = [parseStatement(one.statement), parseStatement(other.statement)]
  // Unreadable text equals only itself.
  if (!left.ok || !right.ok) return one.statement === other.statement
  return sameStatement(left.statement, right.statement)
}

function samePolicies(one: string | null, other: string | null): boolean {
  if (one === null || other === null) return one === other
  const [left, right] = [parsePolicy(one), parsePolicy(other)]
  if (!left.ok || !right.ok) return one === other
  return samePolicy(left.document, right.document)
}
