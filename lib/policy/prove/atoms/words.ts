/** A pattern of IAM's wildcards, character by character. A part of an ARN never reaches over a colon. */
export type Glob = readonly Token[]
type Token = { is: 'character'; character: string } | { is: 'one' | 'run'; colon: boolean }

/** Which words count at all: what each character leads to, and where a word may end. */
export type Language = {
  /** Tells it from other languages. */
  name: string
  start: number
  step: (state: number, character: string) => number | undefined
  mayEnd: (state: number) => boolean
}

/** All words. */
const ANY_WORD: Language = { name: 'any', start: 0, step: () => 0, mayEnd: () => true }

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

/** Characters to take where any that no pattern asks for will do. */
const ANY_CHARACTER = [...'xqzwkjvyuobnmpcdefghirstla0123456789_-']

/** After visiting more places of patterns than that, there are too many words to tell apart. */
const MOST_PLACES = 200_000

/** The same policy is asked about again and again, while it is typed and from its stored state. */
const MOST_REMEMBERED = 20

const recent = new Map<string, Words>()

function remembered<T>(known: Map<string, T>, key: string, find: () => T): T {
  if (known.has(key)) return known.get(key) as T
  const [oldest] = known.keys()
  if (known.size >= MOST_REMEMBERED && oldest !== undefined) known.delete(oldest)
  const found = find()
  known.set(key, found)
  return found
}

/** Words that begin with the prefix; those besides, which do, too, are told apart from all others. */
export type Words = (prefix?: string, besides?: readonly string[]) => string[] | undefined

/**
 * The shortest word for every different answer that words of a language give to the tests, each of which asks whether a
 * word matches any of its patterns. Undefined when that takes too many steps.
 *
 * The tests are one automaton, made deterministic as far as it is walked, which happens breadth first and only once for all
 * prefixes that lead to the same place. Of the characters that no pattern asks for at a place, one stands for all.
 */
export function distinctWords(tests: readonly (readonly Glob[])[], language = ANY_WORD): Words {
  const key = JSON.stringify([language.name, tests])
  return remembered(recent, key, () => wordsOf(tests, language))
}

function wordsOf(tests: readonly (readonly Glob[])[], language: Language): Words {
  let automaton: Automaton | undefined = automatonOf(tests)
  const known = new Map<string, string[] | undefined>()

  function find(prefix: string, besides: readonly string[], all: Automaton): string[] | undefined {
    const reached = reach(all, prefix)
    const words = remembered(known, `${reached}`, () => walk([all], [reached], language))
    if (!words?.some((rest) => besides.includes(prefix + rest))) return words
    return remembered(known, JSON.stringify([prefix, besides]), () => {
      const exact = automatonOf([besides.map(plainGlobOf)])
      return walk([all, exact], [reached, reach(exact, prefix)], language)
    })
  }

  return (prefix = '', besides = []) => {
    const words = automaton && find(prefix, besides, automaton)
    // Patterns that are too many for one prefix are taken as too many for all: what was walked takes megabytes.
    if (!words) automaton = undefined
    return words?.map((rest) => prefix + rest)
  }
}

function reach(automaton: Automaton, word: string): number {
  return [...word].reduce(automaton.step, automaton.start)
}

function walk(
  automata: readonly Automaton[],
  from: readonly number[],
  language: Language,
): string[] | undefined {
  const queue = [{ word: '', place: language.start, states: from }]
  const seen = new Set([`${language.start} ${from.join(' ')}`])
  const words = new Map<string, string>()
  let visited = 0
  for (const { word, place, states } of queue) {
    if (language.mayEnd(place)) {
      const matched = states.map((state, index) => automata[index]?.matched(state)).join(' ')
      if (!words.has(matched)) words.set(matched, word)
    }
    const asked = new Set(states.flatMap((state, index) => [...(automata[index]?.asks(state) ?? [])]))
    const other = ANY_CHARACTER.find(
      (character) => !asked.has(character) && language.step(place, character) !== undefined,
    )
    for (const character of other === undefined ? asked : [...asked, other]) {
      const next = language.step(place, character)
      if (next === undefined) continue
      const reached = states.map((state, index) => automata[index]?.step(state, character) ?? 0)
      visited += 1 + states.reduce((sum, state, index) => sum + (automata[index]?.places(state) ?? 0), 0)
      if (visited > MOST_PLACES) return undefined
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
  /** The tests that a word matches which ends here. */
  matched: (state: number) => string
  /** How many places of patterns it stands for. */
  places: (state: number) => number
  /** The characters that lead elsewhere than any other. */
  asks: (state: number) => ReadonlySet<string>
}

/** A place in one of the patterns of a test. */
type Place = { test: number; token: Token | undefined; next: Place | undefined; id: number }

/** A deterministic automaton for all tests together; its states, sets of places, are numbered as they are reached. */
function automatonOf(tests: readonly (readonly Glob[])[]): Automaton {
  const numbers = new Map<string, number>()
  const states: { places: Place[]; steps: Map<string, number>; asks: Set<string>; matched: string }[] = []
  function numbered(reached: readonly Place[]): number {
    const places = closed(reached)
    const key = places.map(({ id }) => id).join()
    const known = numbers.get(key)
    if (known !== undefined) return known
    numbers.set(key, states.length)
    const ends = places.flatMap(({ token, test }) => (token ? [] : test))
    return (
      states.push({
        places,
        steps: new Map(),
        asks: new Set(places.flatMap(({ token }) => asks(token))),
        matched: [...new Set(ends)].sort((one, other) => one - other).join(),
      }) - 1
    )
  }
  const start = numbered(placesOf(tests))
  return {
    start,
    step(from, character) {
      const state = states[from]
      const known = state?.steps.get(character)
      if (known !== undefined) return known
      const reached = (state?.places ?? []).flatMap((place) => {
        const { token, next } = place
        if (!token || !takes(token, character)) return []
        return token.is === 'run' ? place : (next ?? [])
      })
      const number = numbered(reached)
      state?.steps.set(character, number)
      return number
    },
    matched: (state) => states[state]?.matched ?? '',
    places: (state) => states[state]?.places.length ?? 0,
    asks: (state) => states[state]?.asks ?? new Set(),
  }
}

/** With the places that need no character to be reached, in one order. */
function closed(reached: readonly Place[]): Place[] {
  const found = new Set(reached)
  for (const { token, next } of found) if (token?.is === 'run' && next) found.add(next)
  return [...found].sort((one, other) => one.id - other.id)
}

/** The first place of every pattern, followed by its others up to the one behind its end. */
function placesOf(tests: readonly (readonly Glob[])[]): Place[] {
  let id = 0
  return tests
    .flatMap((globs, test) =>
      globs.map((glob) =>
        [...glob, undefined].reduceRight<Place | undefined>(
          (next, token) => ({ test, token, next, id: id++ }),
          undefined,
        ),
      ),
    )
    .flatMap((place) => place ?? [])
}

function takes(token: Token, character: string): boolean {
  return token.is === 'character' ? token.character === character : token.colon || character !== ':'
}

function asks(token: Token | undefined): string[] {
  if (token?.is === 'character') return [token.character]
  return token && !token.colon ? [':'] : []
}
