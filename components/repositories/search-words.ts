/** Says of what was typed like a filter that it is none. */
export function unknownWords(unknown: readonly string[]): string {
  return `${unknown.map((each) => `“${each}”`).join(' and ')} says nothing that can be filtered by`
}

/** What to mark in the names of what was found: the words of a search, without the filters typed in it. */
export function wordsOf(q: string): string[] {
  return q
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '' && !word.includes(':'))
}
