import { randomFrom } from '@/lib/sandbox/seed/random'

const SEED = 20_261_123
const LONGEST = 12

/** Parts of the names, of 1 to 12 characters: the same at every run. */
export function drawQueries(names: readonly string[], count: number): string[] {
  const random = randomFrom(SEED)
  return Array.from({ length: count }, () => {
    const name = names[random.between(0, names.length - 1)] ?? ''
    const length = random.between(1, Math.min(LONGEST, name.length))
    const start = random.between(0, name.length - length)
    return name.slice(start, start + length)
  })
}

const FEWEST = 3

/**
 * Words to be typed letter by letter, with how many names contain what is there after each: every letter changes that
 * number, so that its answer can be seen, and it stays above the few at which a search may turn forgiving.
 */
export function drawWords(names: readonly string[], count: number): { text: string; counts: number[] }[] {
  const words: { text: string; counts: number[] }[] = []
  // Most draws are too short: they stop where a letter changes nothing.
  for (const query of drawQueries(names, count * 200)) {
    const counts: number[] = []
    let found: readonly string[] = names
    while (counts.length < query.length) {
      const text = query.slice(0, counts.length + 1)
      const fewer = found.filter((name) => name.includes(text))
      if (fewer.length === found.length || fewer.length < FEWEST) break
      found = fewer
      counts.push(found.length)
    }
    if (counts.length >= 3) words.push({ text: query.slice(0, counts.length), counts })
    if (words.length === count) break
  }
  return words
}
