/** The longest error that is read or kept, in characters. */
export const ERROR_LIMIT = 65_536

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
 * A pasted message without what terminals, logs and web pages put around it: escapes, colours, frames, tags. Lines stay
 * lines, but an ARN broken after a slash or a colon is whole again. `cut` says that the text was longer than is read.
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
