import type { PolicyContext } from '@/lib/policy/ask/who-can'
import { accessChanges } from '@/lib/policy/compare/access-change'
import { type PolicyReading, parsePolicy } from '@/lib/policy/document'
import type { Proposal } from '@/lib/requests/model'
import { visibleJson } from '@/lib/text/quoted'

/** A statement on one line. Read as JSON it is exactly what is proposed, also after blanks have been joined. */
export function compactStatement(statement: string): string {
  try {
    return visibleJson(JSON.stringify(JSON.parse(statement))).replace(/ (?= )/g, '\\u0020')
  } catch {
    // Not JSON: it goes as it was written, and whoever reads it sees what is wrong with it.
    return statement
  }
}

/** What a proposed policy opens and closes, compared with the one that its author began with. */
export function policyChangeWords(
  { base, draft }: Extract<Proposal, { kind: 'policy' }>,
  context: PolicyContext,
): string {
  const [before, after] = [reading(base), reading(draft)]
  if (before?.ok === false || after?.ok === false) return 'The proposed policy cannot be read.'
  const { summary } = accessChanges(before?.document, after?.document, context)
  return after ? summary : `Removes the whole policy. ${summary}`
}

function reading(text: string | null): PolicyReading | undefined {
  return text === null ? undefined : parsePolicy(text)
}
