import { quoted, shownCharacter } from '@/lib/text/quoted'

export type Json = string | number | boolean | null | Json[] | JsonObject
export type JsonObject = { [key: string]: Json }

/** A value and its position in the text. Offsets count UTF-16 units; `end` is the first one after the value. */
export type JsonNode = { start: number; end: number } & (
  | { type: 'object'; members: JsonMember[] }
  | { type: 'array'; items: JsonNode[] }
  | { type: 'scalar'; value: string | number | boolean | null }
)
export type JsonMember = { key: string; keyStart: number; keyEnd: number; value: JsonNode }
export type ObjectNode = Extract<JsonNode, { type: 'object' }>

type JsonProblem = {
  code: 'syntax' | 'trailing-comma' | 'duplicate-key' | 'forbidden-key' | 'too-deep'
  message: string
  offset: number
}

/** Deeper than any policy, and far from the depth at which `JSON.stringify` overflows the stack. */
export const MAX_DEPTH = 32

const WORDS: ReadonlyMap<string, boolean | null> = new Map([
  ['true', true],
  ['false', false],
  ['null', null],
])
const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y
const BARE_WORD = /[\p{L}\p{N}_$.:@/*+-]+/uy
const ESCAPES: Readonly<Record<string, string>> = {
  '"': '"',
  '\\': '\\',
  '/': '/',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
}

/**
 * Parses JSON (RFC 8259) and records where everything is. Unlike `JSON.parse`, it rejects duplicate keys, of which only
 * the last would silently survive, and `__proto__`, which breaks copies of the object.
 */
export function parseJson(text: string, maxDepth = MAX_DEPTH): { node: JsonNode } | { problem: JsonProblem } {
  try {
    return { node: new Parser(text, maxDepth).document() }
  } catch (error) {
    if (error instanceof Unreadable) return { problem: error.problem }
    throw error
  }
}

/** Unwinds the parser from any depth. Never leaves this file. */
class Unreadable extends Error {
  constructor(readonly problem: JsonProblem) {
    super(problem.message)
  }
}

class Parser {
  private at = 0
  private depth = 0

  constructor(
    private readonly text: string,
    private readonly maxDepth: number,
  ) {}

  document(): JsonNode {
    this.skipBlanks()
    if (this.at === this.text.length) this.refuse('There is nothing here yet.')
    const node = this.value()
    this.skipBlanks()
    if (this.at < this.text.length) this.refuse(`Unexpected ${this.seen()} after the end of the policy.`)
    return node
  }

  private value(): JsonNode {
    const start = this.at
    switch (this.text[this.at]) {
      case '{':
        return this.nested(() => this.object(start))
      case '[':
        return this.nested(() => this.array(start))
      case '"':
        return { type: 'scalar', value: this.string(), start, end: this.at }
      default:
        return { type: 'scalar', value: this.wordOrNumber(), start, end: this.at }
    }
  }

  private nested(read: () => JsonNode): JsonNode {
    if (++this.depth > this.maxDepth)
      this.refuse(
        `The brackets are nested more than ${this.maxDepth} levels deep. No policy needs that.`,
        'too-deep',
      )
    const node = read()
    this.depth--
    return node
  }

  private object(start: number): JsonNode {
    const members: JsonMember[] = []
    const keys = new Set<string>()
    this.sequence('}', () => {
      const keyStart = this.at
      if (this.text[keyStart] !== '"') this.refuse(`Expected a key in double quotes, found ${this.seen()}.`)
      const key = this.string()
      const keyEnd = this.at
      if (key === '__proto__') this.refuse('“__proto__” is not allowed as a key.', 'forbidden-key', keyStart)
      if (keys.has(key))
        this.refuse(
          `${quoted(key)} appears twice in the same object, so one of the two would be lost.`,
          'duplicate-key',
          keyStart,
        )
      keys.add(key)
      this.skipBlanks()
      if (this.text[this.at] !== ':')
        this.refuse(`Expected a colon after ${quoted(key)}, found ${this.seen()}.`)
      this.at++
      this.skipBlanks()
      members.push({ key, keyStart, keyEnd, value: this.value() })
    })
    return { type: 'object', members, start, end: this.at }
  }

  private array(start: number): JsonNode {
    const items: JsonNode[] = []
    this.sequence(']', () => items.push(this.value()))
    return { type: 'array', items, start, end: this.at }
  }

  /** Everything from an opening bracket, where the parser is, to its closing one. */
  private sequence(close: '}' | ']', item: () => void): void {
    this.at++
    this.skipBlanks()
    if (this.text[this.at] === close) {
      this.at++
      return
    }
    for (;;) {
      item()
      this.skipBlanks()
      const next = this.text[this.at]
      if (next === close) {
        this.at++
        return
      }
      if (next !== ',') this.refuse(`Expected a comma or ${close}, found ${this.seen()}.`)
      const comma = this.at++
      this.skipBlanks()
      if (this.text[this.at] === close)
        this.refuse(`There is a trailing comma before ${close}. Remove it.`, 'trailing-comma', comma)
    }
  }

  private string(): string {
    const opening = this.at++
    let value = ''
    for (;;) {
      const from = this.at
      while (this.at < this.text.length && !endsPlainRun(this.text.charCodeAt(this.at))) this.at++
      value += this.text.slice(from, this.at)
      const character = this.text[this.at]
      if (character === '"') {
        this.at++
        return value
      }
      if (character === '\\') value += this.escape()
      else if (character === undefined)
        this.refuse('Unterminated string: missing closing quote.', 'syntax', opening)
      else if (character === '\n' || character === '\r')
        this.refuse('Unterminated string: missing closing quote.')
      else this.refuse(`A string can’t contain the control character ${this.seen()}.`)
    }
  }

  private escape(): string {
    const letter = this.text[this.at + 1] ?? ''
    const plain = Object.hasOwn(ESCAPES, letter) ? ESCAPES[letter] : undefined
    if (plain !== undefined) {
      this.at += 2
      return plain
    }
    const digits = letter === 'u' ? this.text.slice(this.at + 2, this.at + 6) : ''
    if (!/^[0-9a-fA-F]{4}$/.test(digits))
      this.refuse(`“\\${letter}” is not a valid escape in JSON. Write a backslash as \\\\.`)
    this.at += 6
    return String.fromCharCode(Number.parseInt(digits, 16))
  }

  private wordOrNumber(): number | boolean | null {
    NUMBER.lastIndex = this.at
    const digits = NUMBER.exec(this.text)?.[0]
    BARE_WORD.lastIndex = this.at
    const word = BARE_WORD.exec(this.text)?.[0]
    if (digits !== undefined && digits === word) {
      this.at += digits.length
      return Number(digits)
    }
    const known = word === undefined ? undefined : WORDS.get(word)
    if (word !== undefined && known !== undefined) {
      this.at += word.length
      return known
    }
    return this.refuse(valueProblem(word) ?? `Expected a value, found ${this.seen()}.`)
  }

  private skipBlanks(): void {
    while (isBlank(this.text.charCodeAt(this.at))) this.at++
  }

  private seen(): string {
    const code = this.text.codePointAt(this.at)
    return code === undefined ? 'the end of the text' : `“${shownCharacter(String.fromCodePoint(code))}”`
  }

  private refuse(message: string, code: JsonProblem['code'] = 'syntax', offset = this.at): never {
    throw new Unreadable({ code, message, offset })
  }
}

function isBlank(code: number): boolean {
  return code === 0x20 || code === 0x0a || code === 0x0d || code === 0x09
}

function endsPlainRun(code: number): boolean {
  return code === 0x22 || code === 0x5c || code < 0x20
}

function valueProblem(word: string | undefined): string | undefined {
  if (word === undefined) return undefined
  if (/^\d+$/.test(word))
    return `A number can’t start with 0. If ${quoted(word)} is an account ID, put it in quotes.`
  return `${quoted(word)} must be in quotes.`
}
