import { bodyOf, type Email, type EmailLabel } from './email'

/** Beyond about 2,000 characters some mail programs silently open nothing. */
export const MAILTO_LIMIT = 1900

const MARK = '[cut]'

// Shortened in this order until the URL fits. Nothing else ever is; the link shows everything.
const CUT_ORDER: readonly EmailLabel[] = [
  'Error',
  'Proposed statement',
  'Proposed change',
  'Granted statement',
  'Granted change',
  'Verdict',
  'Why',
  'Reason',
  'Question',
  'Decided by',
  'Asked by',
  'Requested by',
]

/** The URL that opens the e-mail as a draft (RFC 6068), at most `MAILTO_LIMIT` characters long. */
export function mailtoUrl({ to, subject, lines }: Email): string {
  let kept = lines
  for (const label of CUT_ORDER) {
    if (fits(address(to, subject, bodyOf(kept)))) break
    const withText = (text: string) => kept.map((line) => (line.label === label ? { label, text } : line))
    const whole = kept.find((line) => line.label === label)?.text
    if (whole) kept = withText(longest(whole, (text) => fits(address(to, subject, bodyOf(withText(text))))))
  }
  const body = bodyOf(kept)
  if (fits(address(to, subject, body))) return address(to, subject, body)
  // The subject only repeats facts of the body, so it gives way to them.
  return address(
    to,
    longest(subject, (text) => fits(address(to, text, body))),
    body,
  )
}

/** Whether the draft that `mailtoUrl` opens has the full text. */
export function fitsMailto({ to, subject, body }: Email): boolean {
  return fits(address(to, subject, body))
}

function fits(url: string): boolean {
  return url.length <= MAILTO_LIMIT
}

/** As much of a text as fits, cut between characters; just the mark if nothing does. */
function longest(text: string, fitsWith: (text: string) => boolean): string {
  const characters = [...text]
  let fitting = 0
  let tooMany = characters.length
  while (tooMany - fitting > 1) {
    const middle = Math.floor((fitting + tooMany) / 2)
    if (fitsWith(headAndTail(characters, middle))) fitting = middle
    else tooMany = middle
  }
  return headAndTail(characters, fitting)
}

/** The beginning says what was tried and the end why it failed, so a third of what is kept is the end. */
function headAndTail(characters: readonly string[], count: number): string {
  const tail = Math.floor(count / 3)
  const head = characters.slice(0, count - tail).join('')
  const end = tail > 0 ? characters.slice(-tail).join('') : ''
  return `${head} ${MARK} ${end}`.trim()
}

function address(to: string, subject: string, body: string): string {
  return `mailto:${encode(to).replace('%40', '@')}?subject=${encode(subject)}&body=${encode(body)}`
}

/** Percent-encoding that also covers `! ' ( ) *`, which end links in some mail programs. */
function encode(text: string): string {
  return encodeURIComponent(text.replace(/\p{Surrogate}/gu, '\uFFFD')).replace(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  )
}
