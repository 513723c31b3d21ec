/** One character as a reader can see it: what prints nothing, or turns the direction of writing, by its number. */
export function shownCharacter(character: string): string {
  const code = character.codePointAt(0) ?? 0
  return character !== ' ' && /[\p{C}\p{Z}]/u.test(character)
    ? `U+${code.toString(16).toUpperCase().padStart(4, '0')}`
    : character
}

/** Somebody's text as part of a sentence of ours: not too long, and unable to turn or hide what stands around it. */
export function shownText(text: string, most = 200): string {
  const characters = [...text.slice(0, 2 * most)]
  const head = characters.slice(0, most).map(shownCharacter).join('')
  return `${head}${characters.length > most ? '…' : ''}`
}

/** The same in quotes, and shorter. */
export function quoted(text: string): string {
  return `“${shownText(text, 60)}”`
}

/** Printed JSON of the same meaning, in which what prints nothing, or turns the direction of writing, is escaped. */
export function visibleJson(text: string): string {
  return text.replace(/[^\n\P{C}]|[^ \P{Z}]/gu, (character) =>
    Array.from(
      { length: character.length },
      (_, unit) => `\\u${character.charCodeAt(unit).toString(16).padStart(4, '0')}`,
    ).join(''),
  )
}
