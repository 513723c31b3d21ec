import type { Facts } from './facts'

const VARIABLE = /\$\{([^{}]*)\}/g
/** Stand for a literal `*` and `?` in a comparison with wildcards; no request holds these characters. */
const LITERALS: Readonly<Record<string, string>> = { '*': '\uE000', '?': '\uE001', $: '$' }

/** Variables are text like any other before the Version of 2012 (IAM policy elements: Variables and tags). */
export function hasVariables(value: string, version: string | undefined): boolean {
  return version === '2012-10-17' && value.includes('${')
}

/** A text in which no character is a wildcard, to be compared with what `resolveVariables` gives. */
export function literal(text: string): string {
  return text.replace(/[*?]/g, (character) => LITERALS[character] ?? character)
}

/**
 * A value with the request's facts in the place of its variables: `missing` when one has none, so that the test cannot
 * hold; `unknown` when one is not known. What a variable brings in holds no wildcard.
 */
export function resolveVariables(value: string, facts: Facts): { text: string } | 'missing' | 'unknown' {
  let problem: 'missing' | 'unknown' | undefined
  const text = value.replace(VARIABLE, (_whole, expression: string) => {
    const found = resolve(expression, facts)
    if (found !== 'missing' && found !== 'unknown') return literal(found.text)
    problem = problem === 'missing' ? problem : found
    return ''
  })
  return problem ?? { text }
}

function resolve(expression: string, facts: Facts): { text: string } | 'missing' | 'unknown' {
  if (Object.hasOwn(LITERALS, expression)) return { text: expression }
  const [, key = '', fallback] = /^([^,\s]+)\s*(?:,\s*'([^']*)')?$/.exec(expression.trim()) ?? []
  const fact = facts.get(key.toLowerCase())
  if (!fact || fact.kind === 'arn-in') return 'unknown'
  const [value, more] = fact.kind === 'values' ? fact.values : []
  if (value !== undefined && more === undefined) return { text: value }
  return fallback === undefined ? 'missing' : { text: fallback }
}
