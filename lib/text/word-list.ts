/** `a`, `a and b`, `a, b and c`; longer lists end with a count: `a, b, c, d and 3 more`. */
export function wordList(words: readonly string[], joint: 'and' | 'or' = 'and', most = 5): string {
  if (words.length > most)
    return `${words.slice(0, most - 1).join(', ')} ${joint} ${words.length - most + 1} more`
  const last = words.at(-1) ?? ''
  return words.length < 2 ? last : `${words.slice(0, -1).join(', ')} ${joint} ${last}`
}
