import { type Json, type JsonObject, MAX_DEPTH } from '@/lib/policy/json/json'

/** The body of an HCL block: assignments, and blocks such as `statement { … }` in their order. */
export type HclBody = { values: JsonObject; blocks: { type: string; labels: string[]; body: HclBody }[] }

type Token = { kind: 'text' | 'word' | 'sign'; text: string; newline: boolean }

const TOKEN =
  /(?<blank>[^\S\n]+|\n|#[^\n]*|\/\/[^\n]*|\/\*(?:(?!\*\/)[\s\S])*\*\/)|(?<text>"(?:[^"\\\n]|\\[^\n])*")|(?<word>[A-Za-z0-9_][\w.*-]*(?:\[[\w"*.]+\][\w.*-]*)*)|(?<sign>->|[{}[\](),=:+~-])/y

/** Parses an HCL value at an offset; undefined if there is none. */
export function readHclValue(text: string, offset: number): Json | undefined {
  const tokens = tokensOf(text, offset)
  return tokens && attempt(() => new Reader(tokens).value(0))
}

/** Parses assignments and blocks, as in a Terraform file. */
export function readHclBody(text: string): HclBody | undefined {
  const tokens = tokensOf(text, 0)
  return tokens && attempt(() => new Reader(tokens).body(0, true))
}

class Unreadable extends Error {}

function attempt<T>(read: () => T): T | undefined {
  try {
    return read()
  } catch (error) {
    if (error instanceof Unreadable) return undefined
    throw error
  }
}

/** The tokens up to the first character that isn't one. Leaves out a plan's change markers and removed lines. */
function tokensOf(text: string, offset: number): Token[] | undefined {
  const tokens: Token[] = []
  let newline = true
  TOKEN.lastIndex = offset
  for (let match = TOKEN.exec(text); match; match = TOKEN.exec(text)) {
    const { blank, text: quoted, word, sign } = match.groups ?? {}
    if (blank !== undefined) newline ||= blank.includes('\n')
    else if (newline && (sign === '+' || sign === '~')) continue
    else if (newline && sign === '-') TOKEN.lastIndex = endOfLine(text, TOKEN.lastIndex)
    else {
      tokens.push({
        kind: quoted !== undefined ? 'text' : word !== undefined ? 'word' : 'sign',
        text: quoted ?? word ?? sign ?? '',
        newline,
      })
      newline = false
    }
  }
  return tokens.length > 0 ? tokens : undefined
}

function endOfLine(text: string, from: number): number {
  const end = text.indexOf('\n', from)
  return end < 0 ? text.length : end
}

class Reader {
  private at = 0

  constructor(private readonly tokens: readonly Token[]) {}

  value(depth: number): Json {
    if (depth > MAX_DEPTH) throw new Unreadable()
    let value: Json
    // A plan shows the old value, an arrow and the new value.
    do {
      const token = this.next()
      value =
        token.text === '{' ? this.object(depth) : token.text === '[' ? this.list(depth) : this.plain(token)
    } while (this.skip('->'))
    return value
  }

  body(depth: number, whole: boolean): HclBody {
    if (depth > MAX_DEPTH) throw new Unreadable()
    const values = new Map<string, Json>()
    const blocks: HclBody['blocks'] = []
    while (whole ? this.peek() !== undefined : !this.skip('}')) {
      const key = this.name()
      if (values.has(key)) throw new Unreadable()
      if (this.skip('=')) values.set(key, this.value(depth + 1))
      else {
        const labels: string[] = []
        while (!this.skip('{')) labels.push(this.name())
        blocks.push({ type: key, labels, body: this.body(depth + 1, false) })
      }
      this.skip(',')
    }
    return { values: Object.fromEntries(values), blocks }
  }

  private object(depth: number): JsonObject {
    const members = new Map<string, Json>()
    while (!this.skip('}')) {
      const key = this.name()
      // One of two duplicate keys would be lost.
      if (members.has(key) || (!this.skip('=') && !this.skip(':'))) throw new Unreadable()
      members.set(key, this.value(depth + 1))
      this.skip(',')
    }
    return Object.fromEntries(members)
  }

  private list(depth: number): Json[] {
    const items: Json[] = []
    while (!this.skip(']')) {
      items.push(this.value(depth + 1))
      this.skip(',')
    }
    return items
  }

  private plain(token: Token): Json {
    if (token.kind === 'text') return unquoted(token.text)
    if (token.kind !== 'word') throw new Unreadable()
    if (token.text === 'true' || token.text === 'false') return token.text === 'true'
    if (token.text === 'null') return null
    // A number stays a string, so that an account ID keeps its leading zero.
    if (/^\d+$/.test(token.text)) return token.text
    if (this.peek()?.text === '(') this.skipCall()
    // What only Terraform knows stays visible as a variable.
    return `\${${token.text}}`
  }

  private skipCall(): void {
    let open = 0
    do {
      const { text } = this.next()
      open += text === '(' ? 1 : text === ')' ? -1 : 0
    } while (open > 0)
  }

  private name(): string {
    const token = this.next()
    if (token.kind === 'sign') throw new Unreadable()
    return token.kind === 'text' ? unquoted(token.text) : token.text
  }

  private skip(sign: string): boolean {
    if (this.peek()?.kind !== 'sign' || this.peek()?.text !== sign) return false
    this.at++
    return true
  }

  private peek(): Token | undefined {
    return this.tokens[this.at]
  }

  private next(): Token {
    const token = this.tokens[this.at++]
    if (!token) throw new Unreadable()
    return token
  }
}

const ESCAPES: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t' }

function unquoted(text: string): string {
  return text
    .slice(1, -1)
    .replace(
      /\\(?:u([0-9a-fA-F]{4})|(.))/g,
      (_whole, code: string | undefined, letter: string | undefined) =>
        code === undefined
          ? (ESCAPES[letter ?? ''] ?? letter ?? '')
          : String.fromCharCode(Number.parseInt(code, 16)),
    )
    .replace(/([$%])\1\{/g, '$1{')
}
