import type { Registry } from '@/lib/accounts/registry'
import type { Json } from '@/lib/policy/json/json'
import { resourcesOf } from '@/lib/policy/registry-side'
import { quoted } from '@/lib/text/quoted'
import { wordList } from '@/lib/text/word-list'

/** Which repositories a statement of a registry's policy is about: “every repository in this registry”. */
export function resourceWords(statement: Json, registry: Registry): string {
  const { patterns, not } = resourcesOf(statement)
  if (patterns.length === 0) return not ? 'every repository in this registry' : 'no repository'
  const words = patterns.map((pattern) => patternWords(namePattern(pattern, registry)))
  return not ? `every repository except ${wordList(words)}` : wordList([...new Set(words)])
}

/**
 * The beginning that all repositories of the statement have in their names: a text to search for. Undefined if it takes
 * more than that to say which they are.
 */
export function resourcePrefix(statement: Json, registry: Registry): string | undefined {
  const { patterns, not } = resourcesOf(statement)
  const [pattern, more] = patterns
  if (not || pattern === undefined || more !== undefined) return undefined
  const { name } = namePattern(pattern, registry)
  return name !== undefined && /^[^*?$]*\*$/.test(name) ? name.slice(0, -1) : undefined
}

/** The part of a pattern that is about names; without one, the pattern says more than that. */
function namePattern(pattern: string, { account, region }: Registry): { pattern: string; name?: string } {
  if (pattern === '*') return { pattern, name: '*' }
  const prefix = `:ecr:${region}:${account}:repository/`
  const at = pattern.indexOf(prefix)
  return /^arn:aws[a-z-]*$/.test(pattern.slice(0, at))
    ? { pattern, name: pattern.slice(at + prefix.length) }
    : { pattern }
}

function patternWords({ pattern, name }: ReturnType<typeof namePattern>): string {
  if (name === '*') return 'every repository in this registry'
  if (name === undefined) return `repositories that match ${quoted(pattern)}`
  if (!/[*?$]/.test(name)) return `the repository ${quoted(name)}`
  return /^[^*?$]*\*$/.test(name)
    ? `repositories whose names begin with ${quoted(name.slice(0, -1))}`
    : `repositories whose names match ${quoted(name)}`
}
