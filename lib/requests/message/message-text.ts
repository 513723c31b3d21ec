/** The longest error that is read or kept, in characters. */
export const ERROR_LIMIT = 65_536

const LEFT_OUT = /^\[… [\d,]+ characters left out …\]$/m

/**
 * The part of an error that is read and kept: all of it or, if it is too long, its first and last lines, as a log ends
 * with the reason. Lines are kept whole so that no secret loses the words that identify it.
 */
export function keptPart(pasted: string): string {
  if (pasted.length <= ERROR_LIMIT) return pasted
  const half = ERROR_LIMIT / 2 - 50
  const head = pasted.slice(0, half)
  const tail = pasted.slice(-half)
  const headEnd = head.lastIndexOf('\n')
  const tailStart = tail.indexOf('\n')
  const first = headEnd < 0 ? head : head.slice(0, headEnd)
  const last = tailStart < 0 ? '' : tail.slice(tailStart + 1)
  const leftOut = pasted.length - first.length - last.length
  return `${first}\n[… ${leftOut.toLocaleString('en')} characters left out …]\n${last}`
}

/** Whether a text is the kept part of a longer one. */
export function isShortened(text: string): boolean {
  return LEFT_OUT.test(text)
}

const HTML_TAG =
  /<\/?(?:a|b|br|body|code|div|em|font|h[1-6]|head|html|i|li|meta|ol|p|pre|script|span|strong|style|table|tbody|td|th|title|tr|tt|ul)(?:\s[^<>]{0,1000})?\/?>/gi
const ENTITIES = new Map([
  ['quot', '"'],
  ['apos', "'"],
  ['#39', "'"],
  ['#34', '"'],
  ['lt', '<'],
  ['gt', '>'],
  ['nbsp', ' '],
  ['amp', '&'],
])
const ARN = /\barn:aws(?:[^\s"']|(?<=[/:]) ?\n ?(?=\S))+/g

/**
 * A pasted message without the escapes, colours, frames and tags of terminals, logs and web pages. Lines stay lines,
 * but an ARN broken after a slash or a colon is joined again. `cut` says that the text was too long to read in full.
 */
export function readableMessage(pasted: string): { text: string; cut: boolean } {
  const text = pasted
    .slice(0, ERROR_LIMIT)
    .replace(/\\+u00(2[267]|3[ce])/gi, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)))
    .replace(/\\+r\\+n|\\+[nr]|\r\n?/g, '\n')
    .replace(/\\+t/g, ' ')
    .replace(/\\+(?=["'/])/g, '')
    .replace(/[^\P{Cc}\n\t]/gu, '')
    .replace(/\[\d{1,3}(?:;\d{1,3}){0,4}[GJKm]/g, '')
    .replace(HTML_TAG, '\n')
    .replace(/&(#?\w{2,4});/g, (entity, name: string) => ENTITIES.get(name) ?? entity)
    .replace(/[\u2500-\u257f]/g, ' ')
    .replace(/^[ \t]{0,8}[>|][ \t]/gm, '')
    .replace(/[^\S\n]+/g, ' ')
    .replace(ARN, (arn) => arn.replace(/\s+/g, ''))
  return { text, cut: pasted.length > ERROR_LIMIT }
}
