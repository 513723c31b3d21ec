import type { Json } from '@/lib/policy/json/json'
import { isObject } from '@/lib/policy/json/json-tree'
import { quoted } from '@/lib/text/quoted'
import { canonicalStatement } from './equality'

/**
 * For each statement of `after`, the index of the statement of `before` that it was; undefined for a new one. Pairs equal
 * statements first, then those with the same Sid (which need not be unique in ECR), then those that differ only in the
 * Sid, then those that follow the same statement, unless each has a Sid of its own.
 */
export function pairStatements(before: readonly Json[], after: readonly Json[]): (number | undefined)[] {
  const pairs: (number | undefined)[] = after.map(() => undefined)
  const taken = new Set<number>()
  const pairUp = (index: number, partner: number | undefined) => {
    if (partner === undefined || partner >= before.length || taken.has(partner)) return
    pairs[index] = partner
    taken.add(partner)
  }
  for (const mark of [canonicalStatement, sidOf, besidesSid]) {
    const waiting = indexesBy(before, mark, taken)
    for (const [index, statement] of after.entries())
      if (pairs[index] === undefined) pairUp(index, waiting.get(mark(statement))?.pop())
  }
  for (const index of after.keys()) {
    const previous = index === 0 ? -1 : pairs[index - 1]
    if (pairs[index] !== undefined || previous === undefined) continue
    if (!sidOf(before[previous + 1]) || !sidOf(after[index])) pairUp(index, previous + 1)
  }
  return pairs
}

export function sidOf(statement: Json | undefined): string | undefined {
  const sid = isObject(statement) ? statement.Sid : undefined
  return typeof sid === 'string' && sid !== '' ? sid : undefined
}

/** A statement as the start of a sentence: by its Sid in quotes, or else by its number, counted from 1. */
export function nameOf(statement: Json | undefined, index = 0): string {
  const sid = sidOf(statement)
  return sid ? quoted(sid) : `Statement ${index + 1}`
}

/** A statement without its Sid, to compare; undefined if it is not an object. */
export function besidesSid(statement: Json): string | undefined {
  return isObject(statement)
    ? canonicalStatement(Object.fromEntries(Object.entries(statement).filter(([key]) => key !== 'Sid')))
    : undefined
}

/** The indexes of the statements with each mark, in descending order. */
function indexesBy(
  statements: readonly Json[],
  mark: (statement: Json) => string | undefined,
  taken: ReadonlySet<number>,
): Map<string | undefined, number[]> {
  const indexes = new Map<string | undefined, number[]>()
  for (const [index, statement] of [...statements.entries()].reverse()) {
    const found = mark(statement)
    if (found === undefined || taken.has(index)) continue
    const same = indexes.get(found)
    if (same) same.push(index)
    else indexes.set(found, [index])
  }
  return indexes
}
