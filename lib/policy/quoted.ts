const LONGEST = 60

/** One character as a reader can see it: what prints nothing, or turns the direction of writing, by its number. */
export function shownCharacter(character: string): string {
  const code = character.codePointAt(0) ?? 0
  return character !== ' ' && /[\p{C}\p{Z}]/u.test(character)
    ? `U+${code.toString(16).toUpperCase().padStart(4, '0')}`
    : character
}

/** Somebody's text inside a sentence of ours: in quotes, short, and unable to turn or hide what stands around it. */
export function quoted(text: string): string {
  const characters = [...text.slice(0, 2 * LONGEST)]
  const head = characters.slice(0, LONGEST).map(shownCharacter).join('')
  return `“${head}${characters.length > LONGEST ? '…' : ''}”`
}
