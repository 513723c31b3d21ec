import type { Json, JsonNode, JsonObject, ObjectNode } from './json'

/** A location in a document: keys and indexes, starting at the root. */
export type Path = readonly (string | number)[]

export type Position = { line: number; column: number }

export function toValue(node: ObjectNode): JsonObject
export function toValue(node: JsonNode): Json
export function toValue(node: JsonNode): Json {
  if (node.type === 'scalar') return node.value
  if (node.type === 'array') return node.items.map((item) => toValue(item))
  return Object.fromEntries(node.members.map(({ key, value }) => [key, toValue(value)]))
}

export function memberOf(node: JsonNode, key: string): JsonNode | undefined {
  return node.type === 'object' ? node.members.find((member) => member.key === key)?.value : undefined
}

/** The range of the value at a path, or of its nearest existing ancestor. */
export function locate(node: JsonNode, path: Path): { start: number; end: number } {
  let found = node
  for (const step of path) {
    const next =
      found.type === 'array' && typeof step === 'number' ? found.items[step] : memberOf(found, String(step))
    if (!next) break
    found = next
  }
  return { start: found.start, end: found.end }
}

/** Line and column of an offset, both counted from 1, as editors do. */
export function positionOf(text: string, offset: number): Position {
  const lines = text.slice(0, offset).split(/\r\n|\r|\n/)
  return { line: lines.length, column: (lines.at(-1)?.length ?? 0) + 1 }
}

/** The text without insignificant whitespace. Strings and numbers keep their spelling, keys their order. */
export function compactText(text: string, node: JsonNode): string {
  if (node.type === 'scalar') return text.slice(node.start, node.end)
  if (node.type === 'array') return `[${node.items.map((item) => compactText(text, item)).join(',')}]`
  const members = node.members.map(
    ({ keyStart, keyEnd, value }) => `${text.slice(keyStart, keyEnd)}:${compactText(text, value)}`,
  )
  return `{${members.join(',')}}`
}

export function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** Everywhere in a policy, a single value means an array of one. */
export function asList(value: Json | undefined): Json[] {
  if (value === undefined) return []
  return Array.isArray(value) ? value : [value]
}
