import type { PolicyDocument } from '@/lib/policy/document'
import type { Json, JsonObject } from '@/lib/policy/json/json'
import { asList, isObject } from '@/lib/policy/json/json-tree'

/**
 * Whether two policies differ only in what ECR changes by itself when it stores one: whitespace, the order of keys, arrays
 * of one, and the order of actions, principals and resources. Undefined is none.
 */
export function samePolicy(one: PolicyDocument | undefined, other: PolicyDocument | undefined): boolean {
  return canonicalPolicy(one) === canonicalPolicy(other)
}

/** The same for two statements. */
export function sameStatement(one: Json | undefined, other: Json | undefined): boolean {
  return canonicalStatement(one) === canonicalStatement(other)
}

/** The same text for the same policies, and only for those: to compare or to hash. Never shown, never sent. */
export function canonicalPolicy(document: PolicyDocument | undefined): string {
  if (!document) return ''
  const { Statement, ...rest } = document.value
  const statements = asList(Statement).map(canonicalStatement)
  return `${canonical(rest)}${Statement === undefined ? '' : `[${statements.join(',')}]`}`
}

export function canonicalStatement(statement: Json | undefined): string {
  if (!isObject(statement)) return JSON.stringify(statement) ?? ''
  return canonical(
    Object.fromEntries(Object.entries(statement).map(([key, value]) => [key, element(key, value)])),
  )
}

function element(key: string, value: Json): Json {
  switch (key) {
    case 'Action':
    case 'NotAction':
    case 'Resource':
    case 'NotResource':
      return unordered(value)
    case 'Principal':
    case 'NotPrincipal':
      return isObject(value) ? mapValues(value, unordered) : value
    case 'Condition':
      return isObject(value)
        ? mapValues(value, (keys) => (isObject(keys) ? mapValues(keys, single) : keys))
        : value
    default:
      return value
  }
}

function unordered(value: Json): Json {
  return Array.isArray(value) ? single([...value].sort(byText)) : value
}

function single(value: Json): Json {
  const [only] = Array.isArray(value) && value.length === 1 ? value : []
  return only ?? value
}

function byText(a: Json, b: Json): number {
  const [one, other] = [JSON.stringify(a), JSON.stringify(b)]
  return one < other ? -1 : one > other ? 1 : 0
}

function mapValues(object: JsonObject, change: (value: Json) => Json): JsonObject {
  return Object.fromEntries(Object.entries(object).map(([key, value]) => [key, change(value)]))
}

/** JSON with the keys of every object in one order. */
function canonical(value: Json): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`
  if (!isObject(value)) return JSON.stringify(value)
  const members = Object.entries(value).map(([key, item]) => `${JSON.stringify(key)}:${canonical(item)}`)
  return `{${members.sort().join(',')}}`
}
