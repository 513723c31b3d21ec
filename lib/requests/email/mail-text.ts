/** Text that is safe in an e-mail: whole characters, `\n` between lines, no control or bidirectional characters. */
function plain(text: string): string {
  return text
    .replace(/\r\n?/g, '\n')
    .replace(/\p{Surrogate}/gu, '\uFFFD')
    .replace(/[^\P{Cc}\n\t]|\p{Bidi_Control}/gu, '')
}

export function oneLine(text: string): string {
  return plain(text)
    .replace(/[\s\u2028\u2029]+/g, ' ')
    .trim()
}

export function indented(text: string): string {
  return plain(text)
    .replace(/[\u2028\u2029]/g, '\n')
    .trim()
    .replace(/^/gm, '  ')
}

/** Cut in the middle, between characters, so that both ends stay. */
export function middleCut(text: string, limit: number): string {
  const characters = [...text]
  if (characters.length <= limit) return text
  const tail = Math.floor((limit - 1) / 2)
  return `${characters.slice(0, limit - 1 - tail).join('')}…${characters.slice(-tail).join('')}`
}
