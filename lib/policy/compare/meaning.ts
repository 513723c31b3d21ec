import type { PolicyDocument } from '@/lib/policy/document'
import { asList } from '@/lib/policy/json/json-tree'
import { allowing } from '@/lib/policy/prove/allow-list'
import { mayDiffer, survey } from '@/lib/policy/prove/decide'
import { sideOf } from '@/lib/policy/prove/openings'
import { readStatement } from '@/lib/policy/statement'
import { canonicalStatement, samePolicy } from './equality'

/**
 * Whether it is proved that two policies of a repository mean the same, however they are written: each allows and denies
 * what the other does, so that they also do beside any policy of the registry. What cannot be decided counts as different,
 * and so does a statement about a unique ID that is not in both: nobody can see whose that is.
 */
export function sameMeaning(
  one: PolicyDocument | undefined,
  other: PolicyDocument | undefined,
  owner: string,
): boolean {
  if (samePolicy(one, other)) return true
  if (aboutUnknownIds(one) !== aboutUnknownIds(other)) return false
  const sides = [sideOf(one), sideOf(other)]
  const whereAllElseAllows = sides.map((side) => [...side, ...allowing([[]])])
  return [sides, whereAllElseAllows].every(
    (pair) => !mayDiffer(survey({ sides: pair, owner }).among(() => true)),
  )
}

function aboutUnknownIds(document: PolicyDocument | undefined): string {
  return asList(document?.value.Statement)
    .filter((statement) => readStatement(statement, 0).principals.some(({ kind }) => kind === 'deleted'))
    .map(canonicalStatement)
    .sort()
    .join()
}
