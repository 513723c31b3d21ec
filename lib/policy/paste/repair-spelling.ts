import { parseJson } from '@/lib/policy/json/json'
import { plural } from '@/lib/text/plural'

/** A text after one step, and the step as a sentence. */
export type Repaired = { text: string; done: string }

/** What can keep a text from being JSON at all. Each step only removes what copying and pasting has added. */
const STEPS: readonly ((text: string) => Repaired | undefined)[] = [
  withoutByteOrderMark,
  withoutInvisibles,
  withPlainBlanks,
  insideFences,
  argumentOfCommand,
  withoutCommand,
  withStraightQuotes,
  withoutName,
  withoutOuterQuotes,
  withoutBackslashes,
  withoutDanglingCommas,
]

/** The first step that a text needs; undefined if it already is JSON, or if no step would help. */
export function repairSpelling(text: string): Repaired | undefined {
  const parsed = parseJson(text)
  if ('node' in parsed || !['syntax', 'trailing-comma'].includes(parsed.problem.code)) return undefined
  for (const step of STEPS) {
    const repaired = step(text)
    if (repaired) return repaired
  }
  return undefined
}

function withoutByteOrderMark(text: string): Repaired | undefined {
  if (!text.startsWith('\uFEFF')) return undefined
  return { text: text.slice(1), done: 'Remove the byte order mark at the start.' }
}

function withoutInvisibles(text: string): Repaired | undefined {
  return replaced(text, /\p{Cf}/gu, '', (count) => `Remove ${plural(count, 'invisible character')}.`)
}

function withPlainBlanks(text: string): Repaired | undefined {
  return replaced(text, /[^\S \t\r\n]/g, ' ', (count) => `Make ${plural(count, 'special space')} plain.`)
}

/** A JSON string never spans lines, so whatever starts or ends a line is outside of every string. */
function insideFences(text: string): Repaired | undefined {
  const [open, close] = text.matchAll(/^[ \t]*(?:```|~~~)[\w+-]*|(?:```|~~~)[ \t]*$/gm)
  if (!open) return undefined
  if (close)
    return {
      text: text.slice(open.index + open[0].length, close.index).trim(),
      done: 'Keep only the text between the code fences.',
    }
  const [before, after] = [text.slice(0, open.index), text.slice(open.index + open[0].length)]
  return { text: `${before}${after}`.trim(), done: 'Remove the code fence.' }
}

function argumentOfCommand(text: string): Repaired | undefined {
  const option = text.indexOf('--policy-text')
  const start = text.indexOf('{')
  const end = text.lastIndexOf('}') + 1
  if (option < 0 || start < option || end <= start) return undefined
  return { text: text.slice(start, end), done: 'Take the policy out of the command.' }
}

function withoutCommand(text: string): Repaired | undefined {
  const lines = text.trim().split('\n')
  let count = 0
  while (isCommand(lines[count], lines[count - 1])) count++
  if (count === 0) return undefined
  return { text: lines.slice(count).join('\n'), done: 'Remove the command before the policy.' }
}

/** A line with a prompt, a call of the CLI, or a continuation after a backslash. A line with a brace may be the policy. */
function isCommand(line: string | undefined, previous: string | undefined): boolean {
  if (line === undefined || line.includes('{')) return false
  return previous?.trimEnd().endsWith('\\') || /^(?:\$\s|(?:.*[$%#>]\s*)?aws\s)/.test(line.trim())
}

/** Replaces curly quotes around strings. Inside straight quotes they are part of the string. */
function withStraightQuotes(text: string): Repaired | undefined {
  let count = 0
  const strings =
    /"(?:[^"\\\n]|\\[\s\S])*(?:"|(?=\n)|\\?$)|[“”„‟](?:[^"“”„‟\\\n]|\\[\s\S])*(?:["“”„‟]|(?=\n)|\\?$)/g
  const straight = text.replace(strings, (string) =>
    string.startsWith('"')
      ? string
      : string.replace(/^[“”„‟]|[“”„‟]$/g, () => {
          count++
          return '"'
        }),
  )
  return count === 0 ? undefined : { text: straight, done: `Straighten ${plural(count, 'curly quote')}.` }
}

/** One line of a command's output. */
function withoutName(text: string): Repaired | undefined {
  const [name] = /^\s*"policyText"\s*:/.exec(text) ?? []
  if (name === undefined) return undefined
  return {
    text: text.slice(name.length).trim().replace(/,$/, ''),
    done: 'Remove the key policyText before the policy.',
  }
}

function withoutOuterQuotes(text: string): Repaired | undefined {
  const first = text.length - text.trimStart().length
  const last = text.trimEnd().length - 1
  const opens = isQuote(text[first]) && /[[{]/.test(text.slice(first + 1).trimStart()[0] ?? '')
  const closes = isQuote(text[last]) && /[\]}]/.test(text.slice(0, last).trimEnd().at(-1) ?? '')
  if (!opens && !closes) return undefined
  const [start, end] = [opens ? first + 1 : first, closes ? last : last + 1]
  const done = opens
    ? closes
      ? 'Remove the quotes around the document.'
      : 'Remove the quote before the document.'
    : 'Remove the quote after the document.'
  return { text: text.slice(0, first) + text.slice(start, end) + text.slice(last + 1), done }
}

function isQuote(character: string | undefined): boolean {
  return character !== undefined && '"\'‘’'.includes(character)
}

function withoutBackslashes(text: string): Repaired | undefined {
  if (!/^\s*[[{](?:\s|\\[nrt])*\\"/.test(text)) return undefined
  const blanks: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t' }
  return {
    text: text.replace(/\\(["\\/nrt])/g, (_, character: string) => blanks[character] ?? character),
    done: 'Remove the backslashes before the quotes.',
  }
}

function withoutDanglingCommas(text: string): Repaired | undefined {
  let count = 0
  const repaired = text.replace(/"(?:[^"\\]|\\[\s\S])*(?:"|\\?$)|,(?=\s*(?:[}\]]|$))/g, (part) => {
    if (part !== ',') return part
    count++
    return ''
  })
  return count === 0 ? undefined : { text: repaired, done: `Remove ${plural(count, 'trailing comma')}.` }
}

function replaced(
  text: string,
  pattern: RegExp,
  replacement: string,
  done: (count: number) => string,
): Repaired | undefined {
  const count = text.match(pattern)?.length ?? 0
  return count === 0 ? undefined : { text: text.replace(pattern, replacement), done: done(count) }
}
