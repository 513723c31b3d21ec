import { all, any, not, type Truth } from '@/lib/policy/evaluate/truth'
import { type Dimension, type KeyTest, possible, type Rest } from './compile'
import type { Atom } from './dimension'
import { EXCLUSIVE } from './keys'

/** What one side allows and none of the others does is looked for, for one kind of caller. */
export type Problem = { isService: boolean; allowedBy: Rest; butNotBy: readonly Rest[] }

/** Keys that matter with their values, undefined for one that has to be absent. */
export type Keys = ReadonlyMap<string, readonly string[] | undefined>

export type Found = { keys: Keys } | 'none' | 'undecided'

/** How many cases may still be looked at; taken from as they are. */
export type Budget = { cases: number }

/** What some of the keys are chosen to be; a guess is about a test that cannot be decided. */
type Choice = { dimension: Dimension; atoms: readonly Atom[]; isGuess: boolean }

/** With more tests of one key than that, what they say together is not guessed. */
const MOST_GUESSES = 6

/**
 * Whether keys of a request can be chosen so that one side allows it and none of the others does. A test that cannot be
 * decided may hold or not: `undecided` when it comes to that.
 */
export function search(problem: Problem, budget: Budget): Found {
  let open = false
  for (const tests of problem.allowedBy.allows) {
    const found = searchUnder(problem, tests, budget)
    if (found === 'undecided') open = true
    else if (found !== 'none') return found
    if (budget.cases <= 0) return 'undecided'
  }
  return open ? 'undecided' : 'none'
}

/** The same with one statement that allows it already chosen, so that only those values are left with which it does. */
function searchUnder(problem: Problem, tests: readonly KeyTest[], budget: Budget): Found {
  const relevant = testsOf(problem, tests)
  const places = new Map<Dimension, number[]>()
  for (const { dimension, place } of relevant)
    places.set(dimension, [...(places.get(dimension) ?? []), place])
  const choices = [...places].flatMap(([dimension, asked]): Choice[] => {
    const atoms = possible(dimension, problem.isService) ?? guesses(asked)
    const needed = tests.filter((test) => test.dimension === dimension).map(({ place }) => place)
    const left = atoms.filter(({ truths }) => needed.every((place) => truths[place]))
    if (atoms.length === 0 && !dimension.atoms) return []
    return [{ dimension, atoms: toldApart(left, asked), isGuess: !dimension.atoms }]
  })
  choices.sort(
    (one, other) => Number(one.isGuess) - Number(other.isGuess) || one.atoms.length - other.atoms.length,
  )
  const chosen = new Map<Dimension, Atom>()
  return extend(0)

  function extend(depth: number): Found {
    budget.cases -= 1
    if (budget.cases <= 0) return 'undecided'
    const truth = opens(problem, tests, chosen)
    if (truth === false) return 'none'
    if (truth === true) return { keys: keysOf(chosen) }
    const next = choices[depth]
    if (!next) return 'undecided'
    let open = false
    for (const atom of next.atoms) {
      chosen.set(next.dimension, atom)
      const found = contradicts(chosen) ? 'none' : extend(depth + 1)
      chosen.delete(next.dimension)
      if (found === 'undecided' || (next.isGuess && found !== 'none')) open = true
      else if (found !== 'none') return found
      if (budget.cases <= 0) return 'undecided'
    }
    return open ? 'undecided' : 'none'
  }
}

/** Every answer that tests which cannot be decided could give; none if those are too many. */
function guesses(places: readonly number[]): Atom[] {
  const distinct = [...new Set(places)]
  if (distinct.length > MOST_GUESSES) return []
  return Array.from({ length: 2 ** distinct.length }, (_, bits) => {
    const truths: boolean[] = []
    for (const [at, place] of distinct.entries()) truths[place] = ((bits >> at) & 1) === 1
    return { values: undefined, truths }
  })
}

function testsOf({ allowedBy, butNotBy }: Problem, chosen: readonly KeyTest[]): KeyTest[] {
  return [
    ...chosen,
    ...allowedBy.denies.flat(),
    ...butNotBy.flatMap(({ allows, denies }) => [...allows, ...denies].flat()),
  ]
}

/** One atom for every different answer to the tests that are asked here, and for whether the key is there. */
function toldApart(atoms: readonly Atom[], places: readonly number[]): Atom[] {
  const found = new Map<string, Atom>()
  for (const atom of atoms) {
    const key = `${atom.values === undefined} ${places.map((place) => Number(atom.truths[place])).join('')}`
    if (!found.has(key)) found.set(key, atom)
  }
  return [...found.values()]
}

/** Whether what is chosen so far is a request that we look for. */
function opens(
  { allowedBy, butNotBy }: Problem,
  tests: readonly KeyTest[],
  chosen: ReadonlyMap<Dimension, Atom>,
): Truth {
  const hold = (list: readonly KeyTest[]): Truth => all(list.map((test) => truthOf(test, chosen)))
  const allows = (rest: Rest): Truth => all([any(rest.allows.map(hold)), not(any(rest.denies.map(hold)))])
  return all([
    hold(tests),
    not(any(allowedBy.denies.map(hold))),
    ...butNotBy.map((rest) => not(allows(rest))),
  ])
}

function truthOf({ dimension, place }: KeyTest, chosen: ReadonlyMap<Dimension, Atom>): Truth {
  return chosen.get(dimension)?.truths[place] ?? 'unknown'
}

/** Whether keys are there together that no request has together. */
function contradicts(chosen: ReadonlyMap<Dimension, Atom>): boolean {
  const there = EXCLUSIVE.map((keys) =>
    [...chosen].some(([{ key }, { values }]) => values !== undefined && keys.includes(key)),
  )
  return there.filter(Boolean).length > 1
}

function keysOf(chosen: ReadonlyMap<Dimension, Atom>): Keys {
  return new Map([...chosen].map(([{ key }, { values }]) => [key, values]))
}
