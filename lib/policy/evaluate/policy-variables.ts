import type { Facts } from './facts'

const VARIABLE = /\$\{([^{}]*)\}/g
/** Stand in for a literal `*` and `?` when wildcards are compared; no request contains these characters. */
const LITERALS: Readonly<Record<string, string>> = { '*': '\uE000', '?': '\uE001', $: '$' }

/** Before Version 2012-10-17, variables are plain text (IAM policy elements: Variables and tags). */
export function hasVariables(value: string, version: string | undefined): boolean {
  return version === '2012-10-17' && value.includes('${')
}

/** A text without wildcards, to compare with the result of `resolveVariables`. */
export function literal(text: string): string {
  if (!text.includes('*') && !text.includes('?')) return text
  return text.replace(/[*?]/g, (character) => LITERALS[character] ?? character)
}

/**
 * A value with its variables replaced by the request's facts: `missing` if one has no value, so that the test fails;
 * `unknown` if one is not known. Replaced text contains no wildcards.
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
