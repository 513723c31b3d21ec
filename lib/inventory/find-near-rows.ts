import { nameAt, type RegistryIndex, scan } from './registry-index'

/** In a shorter word, a single error could turn it into almost anything. */
const SHORTEST = 4

/**
 * The rows whose names contain every word if one typing error is allowed: a character added, left out, wrong, or
 * swapped with its neighbour. In order of name.
 */
export function findNearRows(index: RegistryIndex, words: readonly string[]): number[] {
  const found = new Set<number>()
  for (const [place, word] of words.entries()) {
    if (word.length < SHORTEST) continue
    const others = words.filter((_, other) => other !== place)
    for (const row of rowsNear(index, word)) {
      const name = nameAt(index, row)
      if (others.every((other) => name.includes(other))) found.add(row)
    }
  }
  return [...found].sort((a, b) => a - b)
}

/**
 * One error leaves one half of a word intact, unless it swapped the two characters where the halves meet. So three
 * exact searches find every candidate, and only those are compared.
 */
function rowsNear(index: RegistryIndex, word: string): Set<number> {
  const found = new Set<number>()
  function search(part: string, fits: (name: string, at: number) => boolean) {
    scan(index, part, (row, start, place) => {
      if (found.has(row)) return true
      const fit = fits(nameAt(index, row), place - start)
      if (fit) found.add(row)
      return fit
    })
  }
  const middle = word.length >> 1
  const left = word.slice(0, middle)
  const right = word.slice(middle)
  search(swapped(word, middle - 1), () => true)
  search(left, (name, at) => startsNear(name.slice(at + left.length), right))
  search(right, (name, at) => startsNear(reversed(name.slice(0, at)), reversed(left)))
  return found
}

/** Whether a text starts with the part, allowing one error. */
function startsNear(text: string, part: string): boolean {
  let same = 0
  while (same < part.length && text[same] === part[same]) same += 1
  if (same >= part.length - 1) return true
  const rest = text.slice(same)
  const wanted = part.slice(same)
  return (
    rest.startsWith(wanted.slice(1)) ||
    rest.startsWith(wanted, 1) ||
    rest.startsWith(wanted.slice(1), 1) ||
    rest.startsWith(swapped(wanted, 0))
  )
}

function swapped(word: string, at: number): string {
  return word.slice(0, at) + (word[at + 1] ?? '') + (word[at] ?? '') + word.slice(at + 2)
}

function reversed(text: string): string {
  return [...text].reverse().join('')
}
