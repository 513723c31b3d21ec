import { pairStatements } from '@/lib/policy/compare/pairing'
import type { PolicyDocument } from '@/lib/policy/document'
import type { Json } from '@/lib/policy/json/json'
import { isObject, type Path } from '@/lib/policy/json/json-tree'
import type { Finding, LintContext } from './finding'
import { findErrors, lintPolicy } from './lint'

/**
 * The findings in a changed policy that were not there before. Whoever changes something else isn't blamed for those
 * that were.
 */
export function newFindings(
  before: PolicyDocument | undefined,
  after: PolicyDocument | undefined,
  context: LintContext,
): Finding[] {
  return newIn(before, after, (document) => lintPolicy(document, context))
}

/** Those that AWS would reject. */
export function newErrors(
  before: PolicyDocument | undefined,
  after: PolicyDocument | undefined,
  context: LintContext,
): Finding[] {
  return newIn(before, after, (document) => findErrors(document, context))
}

function newIn(
  before: PolicyDocument | undefined,
  after: PolicyDocument | undefined,
  lint: (document: PolicyDocument) => Finding[],
): Finding[] {
  if (!after) return []
  if (!before) return lint(after)
  const partners = pairStatements(before.statements, after.statements)
  const old = new Set(lint(before).map((finding) => keyOf(finding, before, finding.statement)))
  return lint(after).filter((finding) => {
    const partner = finding.statement === undefined ? undefined : partners[finding.statement]
    if (finding.statement !== undefined && partner === undefined) return true
    return !old.has(keyOf(finding, after, partner))
  })
}

/** The code, the path inside the statement with its index before the change, and the values. */
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

/** A path that stays the same if an array gets longer: array items, and a string at the end, are given by value. */
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
