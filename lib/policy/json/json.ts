import { quoted, shownCharacter } from '@/lib/text/quoted'

export type Json = string | number | boolean | null | Json[] | JsonObject
export type JsonObject = { [key: string]: Json }

/** A value as it stands in a text. Offsets count UTF-16 units, and `end` is the first one behind the value. */
export type JsonNode = { start: number; end: number } & (
  | { type: 'object'; members: JsonMember[] }
  | { type: 'array'; items: JsonNode[] }
  | { type: 'scalar'; value: string | number | boolean | null }
)
export type JsonMember = { key: string; keyStart: number; keyEnd: number; value: JsonNode }
export type ObjectNode = Extract<JsonNode, { type: 'object' }>

export type JsonProblem = {
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
 * Reads JSON (RFC 8259) and keeps the place of everything in it. Unlike `JSON.parse` it refuses a key that stands twice,
 * of which the parser would keep the last without a word, and `__proto__`, which breaks copies of the object.
 */
export function parseJson(text: string, maxDepth = MAX_DEPTH): { node: JsonNode } | { problem: JsonProblem } {
  try {
    return { node: new Parser(text, maxDepth).document() }
  } catch (error) {
    if (error instanceof Unreadable) return { problem: error.problem }
    throw error
  }
}

/** Ends the descent from any depth. It never leaves this file. */
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
    if (this.at < this.text.length)
      this.refuse(`The policy ends before this place; ${this.seen()} stands after it.`)
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
        `The brackets are nested more than ${this.maxDepth} deep. No policy needs that.`,
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
      if (this.text[keyStart] !== '"') this.refuse(`A key in quotes should stand here, not ${this.seen()}.`)
      const key = this.string()
      const keyEnd = this.at
      if (key === '__proto__') this.refuse('“__proto__” cannot be a key.', 'forbidden-key', keyStart)
      if (keys.has(key))
        this.refuse(
          `${quoted(key)} stands twice in the same object, so one of the two would be lost.`,
          'duplicate-key',
          keyStart,
        )
      keys.add(key)
      this.skipBlanks()
      if (this.text[this.at] !== ':')
        this.refuse(`A colon should stand after ${quoted(key)}, not ${this.seen()}.`)
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

  /** What stands between an opening bracket, where the reader is, and its closing one. */
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
      if (next !== ',') this.refuse(`A comma or ${close} should stand here, not ${this.seen()}.`)
      const comma = this.at++
      this.skipBlanks()
      if (this.text[this.at] === close)
        this.refuse(`There is a comma too many before ${close}. Remove it.`, 'trailing-comma', comma)
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
        this.refuse('The quote that opens here is never closed.', 'syntax', opening)
      else if (character === '\n' || character === '\r')
        this.refuse('A text ends on the line on which it began. A quote is missing here.')
      else this.refuse(`A control character stands inside a text: ${this.seen()}.`)
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
      this.refuse(`“\\${letter}” means nothing in JSON. A plain \\ is written \\\\.`)
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
    return this.refuse(valueProblem(word) ?? `A value should stand here, not ${this.seen()}.`)
  }

  private skipBlanks(): void {
    while (isBlank(this.text.charCodeAt(this.at))) this.at++
  }

  private seen(): string {
    const code = this.text.codePointAt(this.at)
    return code === undefined ? 'the end' : `“${shownCharacter(String.fromCodePoint(code))}”`
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
    return `A number does not start with 0. If ${quoted(word)} is an account, put it in quotes.`
  return `${quoted(word)} must stand in quotes.`
}
