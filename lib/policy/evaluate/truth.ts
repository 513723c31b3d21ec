/** Kleene's three-valued logic. */
export type Truth = true | false | 'unknown'

export function not(truth: Truth): Truth {
  return truth === 'unknown' ? truth : !truth
}

export function any(truths: readonly Truth[]): Truth {
  if (truths.includes(true)) return true
  return truths.includes('unknown') ? 'unknown' : false
}

export function all(truths: readonly Truth[]): Truth {
  return not(any(truths.map(not)))
}
