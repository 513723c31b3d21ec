/**
 * Whether a text matches a pattern with IAM's wildcards: `*` for any run of characters, `?` for one. Takes at most the
 * product of the two lengths, whatever the pattern.
 */
export function wildcardMatches(pattern: string, text: string): boolean {
  let at = 0
  let place = 0
  let star = -1
  let retry = 0
  while (at < text.length) {
    if (place < pattern.length && pattern[place] === '*') {
      star = place++
      retry = at
    } else if (place < pattern.length && (pattern[place] === '?' || pattern[place] === text[at])) {
      place++
      at++
    } else if (star >= 0) {
      // The last star takes one more character; what an earlier star took never needs to change.
      place = star + 1
      at = ++retry
    } else return false
  }
  while (pattern[place] === '*') place++
  return place === pattern.length
}
