import { pairStatements } from '@/lib/policy/compare/pairing'
import type { PolicyDocument } from '@/lib/policy/document'
import type { Json } from '@/lib/policy/json/json'
import { isObject, type Path } from '@/lib/policy/json/json-tree'
import type { Finding, LintContext } from './finding'
import { lintPolicy } from './lint'

/**
 * What is to be said of a changed policy and was not to be said of the one before. What was there already is not the
 * fault of whoever changes something else.
 */
export function newFindings(
  before: PolicyDocument | undefined,
  after: PolicyDocument | undefined,
  context: LintContext,
): Finding[] {
  if (!after) return []
  if (!before) return lintPolicy(after, context)
  const partners = pairStatements(before.statements, after.statements)
  const old = new Set(lintPolicy(before, context).map((finding) => keyOf(finding, before, finding.statement)))
  return lintPolicy(after, context).filter((finding) => {
    const partner = finding.statement === undefined ? undefined : partners[finding.statement]
    if (finding.statement !== undefined && partner === undefined) return true
    return !old.has(keyOf(finding, after, partner))
  })
}

/** The code, the place in the statement as it was counted before, and the values. */
function keyOf(
  { code, path, statement, about = [] }: Finding,
  { value, statements }: PolicyDocument,
  statementBefore: number | undefined,
): string {
  const place =
    statement === undefined
      ? stepsTo(value, path)
      : stepsTo(statements[statement], path.slice(Array.isArray(value.Statement) ? 2 : 1))
  return JSON.stringify([code, statementBefore ?? null, place, about])
}

/** A path that stays the same when a list gets longer: an item goes by its value, and so does what a key holds at the end. */
function stepsTo(from: Json | undefined, path: Path): Json[] {
  let value = from
  const steps: Json[] = []
  for (const step of path) {
    if (Array.isArray(value)) value = value[Number(step)]
    else {
      steps.push(step)
      value = isObject(value) ? value[String(step)] : undefined
    }
  }
  return typeof value === 'string' ? [...steps, value] : steps
}
