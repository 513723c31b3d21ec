import type { Email } from './email'

// A line with an encoded word has at most 76 characters (RFC 2047): 39 bytes make 52, and their wrapping 12.
const WORD_BYTES = 39
const LINE_LIMIT = 76

/**
 * The e-mail as a file that mail programs open as a draft. It has no From or Date: the sending program adds both, and
 * Outlook treats a file with `X-Unsent` and a From as someone else's mail.
 */
export function emlFile(email: Email): string {
  const headers = [
    'X-Unsent: 1',
    // The sender fills in an unknown recipient.
    ...(email.to === '' ? [] : [`To: ${email.to}`]),
    `Subject: ${subjectHeader(email.subject)}`,
    'MIME-Version: 1.0',
    'Content-Type: text/plain; charset=utf-8',
    'Content-Transfer-Encoding: base64',
  ]
  const body = base64(new TextEncoder().encode(email.body)).match(/.{1,76}/g) ?? []
  return [...headers, '', ...body, ''].join('\r\n')
}

function subjectHeader(subject: string): string {
  const isPlain = /^[ -~]*$/.test(subject) && !subject.includes('=?')
  return isPlain ? folded(subject) : encodedWords(subject)
}

/** Long headers are folded at a space (RFC 5322). */
function folded(text: string): string {
  let length = 'Subject: '.length
  let result = ''
  for (const word of text.split(' ')) {
    const breaks = result !== '' && length + 1 + word.length > LINE_LIMIT
    result += (result === '' ? '' : breaks ? '\r\n ' : ' ') + word
    length = breaks ? 1 + word.length : length + 1 + word.length
  }
  return result
}

/** The text as encoded words that never split a character. */
function encodedWords(text: string): string {
  const encoder = new TextEncoder()
  const words: string[] = []
  let word = ''
  for (const character of text) {
    if (encoder.encode(word + character).length > WORD_BYTES) {
      words.push(word)
      word = ''
    }
    word += character
  }
  words.push(word)
  return words.map((each) => `=?UTF-8?B?${base64(encoder.encode(each))}?=`).join('\r\n ')
}

function base64(bytes: Uint8Array): string {
  let binary = ''
  for (const byte of bytes) binary += String.fromCharCode(byte)
  return btoa(binary)
}
