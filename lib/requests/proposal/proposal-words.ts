import type { PolicyContext } from '@/lib/policy/ask/who-can'
import { accessChanges } from '@/lib/policy/compare/access-change'
import { type PolicyReading, parsePolicy } from '@/lib/policy/document'
import type { Proposal } from '@/lib/requests/model'
import { visibleJson } from '@/lib/text/quoted'

/** A statement on one line. Parsed as JSON it is exactly the proposal, even after spaces were collapsed. */
export function compactStatement(statement: string): string {
  try {
    return visibleJson(JSON.stringify(JSON.parse(statement))).replace(/ (?= )/g, '\\u0020')
  } catch {
    // Not JSON: shown as written, so that the reader sees what is wrong.
    return statement
  }
}

/** What a proposed policy allows and removes, compared with the one it was based on. */
export function policyChangeWords(
  { base, draft }: Extract<Proposal, { kind: 'policy' }>,
  context: PolicyContext,
): string {
  const [before, after] = [reading(base), reading(draft)]
  if (before?.ok === false || after?.ok === false) return 'The proposed policy can’t be read.'
  const { summary } = accessChanges(before?.document, after?.document, context)
  return after ? summary : `Removes the whole policy. ${summary}`
}

function reading(text: string | null): PolicyReading | undefined {
  return text === null ? undefined : parsePolicy(text)
}
