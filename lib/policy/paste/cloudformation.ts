import type { Json, JsonObject } from '@/lib/policy/json/json'
import { isObject } from '@/lib/policy/json/json-tree'
import { readYaml } from './yaml-reader'

/** The value of RepositoryPolicyText, wherever it is in a template; undefined if there is none. */
export function findPolicyText(template: Json): JsonObject | undefined {
  if (Array.isArray(template)) return first(template, findPolicyText)
  if (!isObject(template)) return undefined
  const { RepositoryPolicyText } = template
  return isObject(RepositoryPolicyText)
    ? RepositoryPolicyText
    : first(Object.values(template), findPolicyText)
}

/** The policy in a YAML template, or in a pasted part of one. */
export function fromYaml(text: string): JsonObject | undefined {
  if (!/^\s*"?(?:RepositoryPolicyText|Statement)"?\s*:/m.test(text)) return undefined
  const value = readYaml(text)
  if (value === undefined) return undefined
  const held = findPolicyText(value)
  if (held) return held
  return isObject(value) && value.Statement !== undefined ? value : undefined
}

/** The value with CloudFormation's functions resolved, as far as the template determines their result. */
export function resolved(value: Json): Json {
  if (Array.isArray(value)) return value.map(resolved)
  if (!isObject(value)) return value
  const [only, more] = Object.entries(value)
  if (only && !more) {
    const text = resolvedFunction(...only)
    if (text !== undefined) return text
  }
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, resolved(item)]))
}

/** What the template doesn't determine stays visible as a variable. */
function resolvedFunction(name: string, argument: Json): string | undefined {
  if (name === 'Ref' && typeof argument === 'string')
    return argument === 'AWS::Partition' ? 'aws' : `\${${argument}}`
  if (name === 'Fn::Sub' && typeof argument === 'string')
    return argument.replace(/\$\{AWS::Partition\}/g, 'aws')
  if (name === 'Fn::GetAtt') return `\${${[argument].flat().join('.')}}`
  if (name !== 'Fn::Join' || !Array.isArray(argument)) return undefined
  const [separator, parts] = argument
  if (typeof separator !== 'string' || !Array.isArray(parts)) return undefined
  return parts.map((part) => String(resolved(part))).join(separator)
}

function first<T>(values: readonly Json[], find: (value: Json) => T | undefined): T | undefined {
  for (const value of values) {
    const found = find(value)
    if (found !== undefined) return found
  }
  return undefined
}
