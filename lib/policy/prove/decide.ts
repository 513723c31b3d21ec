import { REPOSITORY_ACTIONS } from '@/lib/policy/actions'
import type { Caller } from './caller'
import { compile, type Problem, type Side } from './compile'
import { type Found, search } from './search'

/** One concrete request, complete: whatever is not in `keys` is absent from it or of no concern. */
export type Request = {
  caller: Caller
  action: string
  /** Whether the IAM policies of the caller’s own account allow it. Only asked of the repository’s own account. */
  byIdentity: boolean
  keys: ReadonlyMap<string, readonly string[]>
}

/**
 * `undecided`: there are too many cases to look at, or a test that cannot be decided. Whoever asks treats it as something a
 * person has to look at, never as "no".
 */
export type Decision = { answer: 'yes'; request: Request } | { answer: 'no' } | { answer: 'undecided' }

export type Question = {
  allowedBy: Side
  /** Each of these must not allow it. */
  butNotBy: readonly Side[]
  /** The account that the repository belongs to, and the partition: of another one nobody gets in. */
  owner: string
  partition?: string
  actions?: readonly string[]
  /** Only these callers are asked about; else whoever could call. */
  callers?: readonly Caller[]
}

/** More cases than that are not looked at. */
const MOST_CASES = 100_000

/**
 * Whether there is a request that one side allows and none of the others does: yes, with such a request; no, which is a
 * proof; or undecided.
 *
 * The callers, the actions and the values of every condition key are cut into parts on which all tests give one answer, so
 * that trying one of each part is trying all. What AWS does not document as impossible is taken as possible.
 */
export function decide(question: Question): Decision {
  const { partition = 'aws', actions = REPOSITORY_ACTIONS } = question
  const problems = compile({ ...question, partition, actions })
  if (!problems) return { answer: 'undecided' }
  const budget = { cases: MOST_CASES }
  let open = false
  for (const problem of problems) {
    const found = search(problem, budget)
    if (found === 'undecided') open = true
    else if (found !== 'none') return { answer: 'yes', request: requestOf(problem, found) }
    if (budget.cases <= 0) return { answer: 'undecided' }
  }
  return { answer: open ? 'undecided' : 'no' }
}

function requestOf(
  { caller, action, byIdentity }: Problem,
  { keys }: Extract<Found, { keys: unknown }>,
): Request {
  return { caller, action, byIdentity, keys }
}
