import type { Json, JsonMember, JsonNode, ObjectNode } from './json'

/** How the author formatted the JSON, so that additions match it. */
export type Layout = {
  /** `\n`, `\r\n`, or empty when everything is on one line. */
  newline: string
  unit: string
  colon: string
  /** Whether an array of scalars is on one line, as ECR prints it. */
  flatLists: boolean
}

/** Two spaces, one entry per line: for policies created here. */
export const OUR_LAYOUT: Layout = { newline: '\n', unit: '  ', colon: ': ', flatLists: false }

export function layoutOf(text: string, root: ObjectNode): Layout {
  const [first] = root.members
  if (!first) return OUR_LAYOUT
  const body = text.slice(root.start, root.end)
  const newline = body.includes('\r\n') ? '\r\n' : body.includes('\n') ? '\n' : ''
  const between = text.slice(first.keyEnd, first.value.start)
  return {
    newline,
    unit: /^[\t ]+$/.test(indentAt(text, first.keyStart)) ? indentAt(text, first.keyStart) : '  ',
    colon: /\s/.test(between) && !between.includes('\n') ? between : newline ? ': ' : between.trim(),
    flatLists: newline !== '' && firstList(root, text)?.includes('\n') === false,
  }
}

/** The text of the first array of scalars, which shows how the author formats them. */
function firstList(node: JsonNode, text: string): string | undefined {
  if (node.type === 'scalar') return undefined
  const inner = node.type === 'array' ? node.items : node.members.map(({ value }) => value)
  if (node.type === 'array' && inner.length > 0 && inner.every(({ type }) => type === 'scalar'))
    return text.slice(node.start, node.end)
  for (const child of inner) {
    const found = firstList(child, text)
    if (found !== undefined) return found
  }
  return undefined
}

/** The indentation of the line that contains an offset. */
export function indentAt(text: string, offset: number): string {
  const lineStart = Math.max(text.lastIndexOf('\n', offset - 1), text.lastIndexOf('\r', offset - 1)) + 1
  return /^[\t ]*/.exec(text.slice(lineStart, offset))?.[0] ?? ''
}

/**
 * Prints a value in a layout. `indent` is the indentation of the line where the value starts; `kept` has the text of
 * those members of the outermost object that must stay exactly as they were.
 */
export function printJson(
  value: Json,
  layout: Layout,
  indent = '',
  kept: ReadonlyMap<string, string> = new Map(),
): string {
  if (Array.isArray(value)) return printList(value, layout, indent)
  if (typeof value !== 'object' || value === null) return JSON.stringify(value)
  const inner = indent + layout.unit
  const members = Object.entries(value).map(
    ([key, item]) => JSON.stringify(key) + layout.colon + (kept.get(key) ?? printJson(item, layout, inner)),
  )
  return enclosed('{', members, '}', layout, indent)
}

/** The text of members whose value does not change. */
export function keptTexts(text: string, members: readonly JsonMember[]): Map<string, string> {
  return new Map(members.map(({ key, value }) => [key, text.slice(value.start, value.end)]))
}

function printList(list: readonly Json[], layout: Layout, indent: string): string {
  const flat = layout.flatLists && list.every((item) => typeof item !== 'object' || item === null)
  const inner = indent + layout.unit
  const items = list.map((item) => printJson(item, layout, inner))
  return flat && items.length > 0 && layout.newline
    ? `[ ${items.join(', ')} ]`
    : enclosed('[', items, ']', layout, indent)
}

function enclosed(open: string, parts: string[], close: string, layout: Layout, indent: string): string {
  if (parts.length === 0) return open + close
  const { newline, unit, colon } = layout
  if (!newline) return open + parts.join(colon.endsWith(' ') ? ', ' : ',') + close
  return `${open}${newline}${parts.map((part) => indent + unit + part).join(`,${newline}`)}${newline}${indent}${close}`
}
