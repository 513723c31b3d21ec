/** One character in visible form: invisible characters and direction marks are given by their code point. */
export function shownCharacter(character: string): string {
  const code = character.codePointAt(0) ?? 0
  return character !== ' ' && /[\p{C}\p{Z}]/u.test(character)
    ? `U+${code.toString(16).toUpperCase().padStart(4, '0')}`
    : character
}

/** Foreign text for use in a sentence: truncated, and unable to reverse or hide the text around it. */
export function shownText(text: string, most = 200): string {
  const characters = [...text.slice(0, 2 * most)]
  const head = characters.slice(0, most).map(shownCharacter).join('')
  return `${head}${characters.length > most ? '…' : ''}`
}

/** The same, shorter and in quotes. */
export function quoted(text: string): string {
  return `“${shownText(text, 60)}”`
}

/** The same JSON with invisible characters and direction marks escaped. */
export function visibleJson(text: string): string {
  return text.replace(/[^\n\P{C}]|[^ \P{Z}]/gu, (character) =>
    Array.from(
      { length: character.length },
      (_, unit) => `\\u${character.charCodeAt(unit).toString(16).padStart(4, '0')}`,
    ).join(''),
  )
}
