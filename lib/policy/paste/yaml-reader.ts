import { type Json, type JsonObject, MAX_DEPTH } from '@/lib/policy/json/json'

type Line = { indent: number; text: string }

/**
 * Parses the YAML of CloudFormation templates and of the CDK's `synth`: maps and lists by indentation, plain and quoted
 * strings, and the short forms of functions (`!Sub`, `!Ref`) as maps. Undefined for anything else.
 */
export function readYaml(text: string): Json | undefined {
  const lines = linesOf(text)
  const [first] = lines
  if (!first) return undefined
  const reader = new Reader(lines)
  const value = reader.block(first.indent, 0)
  return reader.isAtEnd() ? value : undefined
}

function linesOf(text: string): Line[] {
  return text
    .split(/\r?\n/)
    .map((line) => line.replace(/\s+$/, ''))
    .filter((line) => !/^\s*(#|---$|$)/.test(line))
    .map((line) => ({ indent: line.length - line.trimStart().length, text: line.trimStart() }))
}

class Reader {
  private at = 0
  private readonly lines: Line[]

  constructor(lines: readonly Line[]) {
    this.lines = [...lines]
  }

  isAtEnd(): boolean {
    return this.at === this.lines.length
  }

  /** The map, list or string whose lines start at this indentation. */
  block(indent: number, depth: number): Json | undefined {
    const line = this.lines[this.at]
    if (!line || line.indent !== indent || depth > MAX_DEPTH) return undefined
    if (/^-( |$)/.test(line.text)) return this.list(indent, depth)
    if (splitKey(line.text)) return this.map(indent, depth)
    this.at++
    return scalar(line.text)
  }

  private list(indent: number, depth: number): Json[] | undefined {
    const items: Json[] = []
    for (
      let line = this.lines[this.at];
      line?.indent === indent && /^-( |$)/.test(line.text);
      line = this.lines[this.at]
    ) {
      const rest = line.text.slice(1)
      const inner = rest.trimStart()
      // What follows the dash counts as a line of its own, indented as far as it is.
      if (inner === '') this.at++
      else this.lines[this.at] = { indent: indent + 1 + rest.length - inner.length, text: inner }
      const item = this.block(this.lines[this.at]?.indent ?? 0, depth + 1)
      if (item === undefined) return undefined
      items.push(item)
    }
    return items
  }

  private map(indent: number, depth: number): JsonObject | undefined {
    const members = new Map<string, Json>()
    for (let line = this.lines[this.at]; line?.indent === indent; line = this.lines[this.at]) {
      const member = splitKey(line.text)
      // One of two duplicate keys would be lost.
      if (!member || members.has(member.key)) return undefined
      this.at++
      const value = member.rest === '' ? this.nested(indent, depth) : scalar(member.rest)
      if (value === undefined) return undefined
      members.set(member.key, value)
    }
    return Object.fromEntries(members)
  }

  /** A list may be indented as far as its key. */
  private nested(indent: number, depth: number): Json | undefined {
    const line = this.lines[this.at]
    if (!line || line.indent < indent || (line.indent === indent && !/^-( |$)/.test(line.text))) return null
    return this.block(line.indent, depth + 1)
  }
}

function splitKey(text: string): { key: string; rest: string } | undefined {
  const [, quoted, plain, rest = ''] =
    /^(?:"([^"]*)"|([^\s"'[{!&*#|>-][^#]*?)):(?:\s+(.*))?$/.exec(text) ?? []
  const key = quoted ?? plain
  return key === undefined ? undefined : { key, rest }
}

function scalar(text: string): Json | undefined {
  const [, name, value = ''] = /^!(Ref|Sub|GetAtt)\s+(.*)$/.exec(text) ?? []
  if (name && value.startsWith('!')) return undefined
  if (name) return { [name === 'Ref' ? 'Ref' : `Fn::${name}`]: scalar(value) ?? null }
  if (/^"(?:[^"\\]|\\.)*"$/.test(text)) return doubleQuoted(text)
  if (/^'(?:[^']|'')*'$/.test(text)) return text.slice(1, -1).replaceAll("''", "'")
  if (/^(true|false)$/.test(text)) return text === 'true'
  if (text === 'null' || text === '~') return null
  if (text === '[]') return []
  if (text === '{}') return {}
  // A number stays a string, and anything that starts with a YAML indicator is not supported.
  return /^["'[{!&*|>%@`]/.test(text) && text !== '*' ? undefined : text.replace(/\s+#.*$/, '')
}

function doubleQuoted(text: string): string | undefined {
  try {
    return String(JSON.parse(text))
  } catch {
    return undefined // YAML has escapes that JSON doesn't.
  }
}
