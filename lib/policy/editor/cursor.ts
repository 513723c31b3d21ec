/** Where the cursor is in a text that may still be half-typed JSON. */
type Cursor = {
  /** The keys around the cursor, from the outside in; arrays have none. */
  keys: string[]
  /** Whether a key is being typed rather than a value. */
  isKey: boolean
  /** The range between the quotes around the cursor. */
  from: number
  to: number
}

type Level = { bracket: string; key: string | undefined; expectsKey: boolean }

const TOKEN = /"(?:[^"\\\n]|\\[^\n])*"?|[{}[\]:,]/g

/** The cursor inside a string; undefined outside of one. A string that isn't closed yet ends with its line. */
export function cursorAt(text: string, offset: number): Cursor | undefined {
  const levels: Level[] = []
  for (const { 0: token, index } of text.matchAll(TOKEN)) {
    if (index >= offset) return undefined
    const end = index + token.length
    if (token.startsWith('"') && offset <= (isClosed(token) ? end - 1 : end)) {
      const top = levels.at(-1)
      return {
        keys: levels.flatMap(({ key }) => key ?? []),
        isKey: top?.bracket === '{' && top.expectsKey,
        from: index + 1,
        to: isClosed(token) ? end - 1 : end,
      }
    }
    step(levels, token)
  }
  return undefined
}

function step(levels: Level[], token: string): void {
  const top = levels.at(-1)
  if (token === '{' || token === '[')
    levels.push({ bracket: token, key: undefined, expectsKey: token === '{' })
  else if (token === '}' || token === ']') levels.pop()
  else if (top?.bracket !== '{') return
  else if (token === ':') top.expectsKey = false
  else if (token === ',') {
    top.expectsKey = true
    top.key = undefined
  } else if (top.expectsKey) top.key = token.replace(/^"|"$/g, '')
}

function isClosed(token: string): boolean {
  return token.length > 1 && token.endsWith('"')
}
