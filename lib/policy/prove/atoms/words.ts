/** A pattern of IAM's wildcards, character by character. A part of an ARN never reaches over a colon. */
export type Glob = readonly Token[]
type Token = { is: 'character'; character: string } | { is: 'one' | 'run'; colon: boolean }

/** Which words count at all: what each character leads to, and where a word may end. */
export type Language = {
  start: number
  step: (state: number, character: string) => number | undefined
  mayEnd: (state: number) => boolean
}

/** All words. */
const ANY_WORD: Language = { start: 0, step: () => 0, mayEnd: () => true }

/** A pattern of StringLike, in which `*` and `?` stand for any characters. */
export function globOf(pattern: string): Glob {
  return tokens(pattern, true)
}

/**
 * A pattern of ArnLike, which compares six parts one by one: no wildcard reaches over a colon but in the last (IAM: ARN
 * condition operators). Undefined for a text of fewer parts, which matches nothing.
 */
export function arnGlobOf(pattern: string): Glob | undefined {
  const parts = pattern.split(':')
  if (parts.length < 6) return undefined
  const head = `${parts.slice(0, 5).join(':')}:`
  return [...tokens(head, false), ...tokens(parts.slice(5).join(':'), true)]
}

/** The pattern that only this word matches, whatever characters it has. */
export function plainGlobOf(word: string): Glob {
  return [...word].map((character) => ({ is: 'character', character }))
}

function tokens(pattern: string, colon: boolean): Token[] {
  return [...pattern].map((character) =>
    character === '*'
      ? { is: 'run', colon }
      : character === '?'
        ? { is: 'one', colon }
        : { is: 'character', character },
  )
}

/** `prefix` begins every word; past `most` steps the words are too many to tell apart. */
type Walking = { prefix?: string; language?: Language; most?: number }

/** Characters to take where any that no pattern asks for will do. */
const ANY_CHARACTER = [...'xqzwkjvyuobnmpcdefghirstla0123456789_-']

/**
 * The shortest word for every different answer that words of a language give to the tests, each of which asks whether a
 * word matches any of its patterns. Undefined when that takes too many steps.
 *
 * The tests' automata are walked together, breadth first, and made deterministic as far as they are walked. Of the
 * characters that no pattern asks for at a place, one stands for all.
 */
export function distinctWords(
  tests: readonly (readonly Glob[])[],
  { prefix = '', language = ANY_WORD, most = 20_000 }: Walking = {},
): string[] | undefined {
  const automata = tests.map(automatonOf)
  const states = automata.map((automaton) => [...prefix].reduce(automaton.step, automaton.start))
  const queue = [{ word: prefix, place: language.start, states }]
  const seen = new Set([`${language.start} ${states.join(' ')}`])
  const words = new Map<string, string>()
  let steps = 0
  for (const { word, place, states } of queue) {
    if (language.mayEnd(place)) {
      const matched = states.map((state, index) => Number(automata[index]?.accepts(state))).join('')
      if (!words.has(matched)) words.set(matched, word)
    }
    const asked = new Set(states.flatMap((state, index) => [...(automata[index]?.asks(state) ?? [])]))
    const other = ANY_CHARACTER.find(
      (character) => !asked.has(character) && language.step(place, character) !== undefined,
    )
    for (const character of other === undefined ? asked : [...asked, other]) {
      const next = language.step(place, character)
      if (next === undefined) continue
      steps += 1
      if (steps > most) return undefined
      const reached = states.map((state, index) => automata[index]?.step(state, character) ?? 0)
      const key = `${next} ${reached.join(' ')}`
      if (seen.has(key)) continue
      seen.add(key)
      queue.push({ word: word + character, place: next, states: reached })
    }
  }
  return [...words.values()]
}

type Automaton = {
  start: number
  step: (state: number, character: string) => number
  accepts: (state: number) => boolean
  /** The characters that lead elsewhere than any other. */
  asks: (state: number) => ReadonlySet<string>
}

/** A place in one of the patterns. */
type Place = { glob: Glob; at: number; id: number }

/** A deterministic automaton for any of the patterns; its states, sets of places, are numbered as they are reached. */
function automatonOf(globs: readonly Glob[]): Automaton {
  const places = placesOf(globs)
  const numbers = new Map<string, number>()
  const sets: Place[][] = []
  const steps: Map<string, number>[] = []
  const asked: Set<string>[] = []
  const numbered = (reached: readonly Place[]): number => {
    const set = closed(reached)
    const key = set.map(({ id }) => id).join()
    const known = numbers.get(key)
    if (known !== undefined) return known
    numbers.set(key, sets.length)
    steps.push(new Map())
    asked.push(new Set(set.flatMap(({ glob, at }) => asks(glob[at]))))
    return sets.push(set) - 1
  }
  const next = ({ glob, at }: Place): Place | undefined => places.get(glob)?.[at + 1]

  function closed(reached: readonly Place[]): Place[] {
    const found = new Set(reached)
    for (const place of found) {
      const behind = place.glob[place.at]?.is === 'run' ? next(place) : undefined
      if (behind) found.add(behind)
    }
    return [...found].sort((one, other) => one.id - other.id)
  }

  return {
    start: numbered([...places.values()].flatMap(([first]) => first ?? [])),
    step(state, character) {
      const known = steps[state]?.get(character)
      if (known !== undefined) return known
      const reached = (sets[state] ?? []).flatMap((place) => {
        const token = place.glob[place.at]
        if (!token || !takes(token, character)) return []
        return token.is === 'run' ? place : (next(place) ?? [])
      })
      const number = numbered(reached)
      steps[state]?.set(character, number)
      return number
    },
    accepts: (state) => sets[state]?.some(({ glob, at }) => at === glob.length) ?? false,
    asks: (state) => asked[state] ?? new Set(),
  }
}

/** Every place of every pattern, the one behind its end too, with a number of its own. */
function placesOf(globs: readonly Glob[]): Map<Glob, Place[]> {
  let id = 0
  return new Map(
    globs.map((glob) => [glob, Array.from({ length: glob.length + 1 }, (_, at) => ({ glob, at, id: id++ }))]),
  )
}

function takes(token: Token, character: string): boolean {
  return token.is === 'character' ? token.character === character : token.colon || character !== ':'
}

function asks(token: Token | undefined): string[] {
  if (token?.is === 'character') return [token.character]
  return token && !token.colon ? [':'] : []
}
