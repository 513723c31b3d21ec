import type { Json } from '@/lib/policy/json/json'

/** A string in HCL: as in JSON, except for two escapes, and templates have to be escaped. */
export function hclString(text: string): string {
  return JSON.stringify(text)
    .replace(/\\(?:\\|b|f)/g, (found) => ({ '\\b': '\\u0008', '\\f': '\\u000c' })[found] ?? found)
    .replace(/[$%]\{/g, (start) => `${start.charAt(0)}${start}`)
}

/** A value as a multi-line HCL expression. `indent` is that of the line where it starts. */
export function hclValue(value: Json, indent = ''): string {
  if (typeof value === 'string') return hclString(value)
  if (typeof value !== 'object' || value === null) return String(value)
  const inner = `${indent}  `
  if (Array.isArray(value)) {
    if (value.length === 0) return '[]'
    return `[\n${value.map((item) => `${inner}${hclValue(item, inner)},`).join('\n')}\n${indent}]`
  }
  const members = Object.entries(value)
  if (members.length === 0) return '{}'
  const lines = members.map(([key, item]) => `${inner}${hclKey(key)} = ${hclValue(item, inner)}`)
  return `{\n${lines.join('\n')}\n${indent}}`
}

function hclKey(key: string): string {
  return /^[A-Za-z_][\w-]*$/.test(key) ? key : hclString(key)
}
