import { asksAny, holdsWithoutKey, valueMatches } from '@/lib/policy/evaluate/condition-match'
import { type Operator, parseOperator } from '@/lib/policy/operators'
import type { Condition } from '@/lib/policy/statement'
import { addressSet, distinctAddresses, hasAddress } from './atoms/addresses'
import { distinctDates, distinctNumbers } from './atoms/numbers'
import { arnGlobOf, distinctWords, type Glob, globOf, plainGlobOf } from './atoms/words'
import { canHaveMany, examplesOf, isAlwaysThere } from './keys'

/** One part of a key's values, by a value of it (undefined: the key is absent), and what each test of the key says to it. */
export type Atom = { values: readonly string[] | undefined; truths: readonly boolean[] }

/** A test with what it asks of one value. */
type Test = { operator: Operator; values: readonly string[]; matches: (value: string) => boolean }

/** More parts than that are too many to tell apart. */
const MOST_ATOMS = 2048

/**
 * The values of a condition key, cut into the coarsest parts on which every one of these tests gives one answer. Undefined
 * when the parts are too many, or when not every test can be decided: by an operator that IAM does not have, or with values
 * of another kind than the others.
 */
export function atomsOf(key: string, conditions: readonly Condition[]): readonly Atom[] | undefined {
  const tests = conditions.flatMap(testOf)
  const single = tests.length === conditions.length ? valuesFor(key, tests) : undefined
  if (!single) return undefined
  const atoms = new Map<string, Atom>()
  const add = (values: readonly string[] | undefined): void => {
    const truths = tests.map((test) => passes(test, values))
    const seen = `${values === undefined} ${truths.map(Number).join('')}`
    if (!atoms.has(seen)) atoms.set(seen, { values, truths })
  }
  if (!isAlwaysThere(key)) add(undefined)
  for (const value of single) add([value])
  if (canHaveMany(key) && !addLists(atoms, add)) return undefined
  return atoms.size > MOST_ATOMS ? undefined : [...atoms.values()]
}

function testOf({ operator: name, values }: Condition): Test[] {
  const operator = parseOperator(name)
  if (!operator) return []
  if (operator.type !== 'ip')
    return [
      {
        operator,
        values,
        matches: (value) => values.some((wanted) => valueMatches(operator, value, wanted)),
      },
    ]
  const set = addressSet(values)
  return [{ operator, values, matches: (value) => hasAddress(set, value) }]
}

/** Whether a test holds for a key with these values, undefined for one that is absent. */
function passes({ operator, values: wanted, matches }: Test, values: readonly string[] | undefined): boolean {
  if (operator.type === 'null')
    return operator.qualifier
      ? operator.qualifier === 'ForAllValues'
      : wanted.some((value) => value.toLowerCase() === String(values === undefined))
  if (!values) return holdsWithoutKey(operator)
  const passed = (value: string) => matches(value) !== operator.negated
  return asksAny(operator) ? values.some(passed) : values.every(passed)
}

/**
 * Lists of values, as far as a test can tell them apart. `ForAnyValue` and `ForAllValues` ask each value, so joining two
 * lists joins their answers, and adding one value at a time reaches every answer. False when that does not end.
 */
function addLists(atoms: Map<string, Atom>, add: (values: readonly string[]) => void): boolean {
  add([])
  const parts = [...atoms.values()].flatMap(({ values }) => (values?.length === 1 ? values : []))
  for (const { values } of atoms.values()) {
    if (!values || values.length === 0) continue
    for (const part of parts) if (!values.includes(part)) add([...values, part])
    if (atoms.size > MOST_ATOMS) return false
  }
  return true
}

const KINDS = {
  string: 'words',
  arn: 'words',
  binary: 'words',
  numeric: 'numbers',
  date: 'dates',
  ip: 'addresses',
  bool: 'truth',
  null: undefined,
} as const

/** A value for every different answer that single values give to these tests. */
function valuesFor(key: string, tests: readonly Test[]): readonly string[] | undefined {
  const asking = tests.filter(({ operator }) => operator.type !== 'null')
  const [kind, ...others] = new Set(asking.map(({ operator }) => KINDS[operator.type]))
  if (others.length > 0) return undefined
  const values = asking.flatMap((test) => test.values)
  switch (kind) {
    case 'words': {
      const words = wordsFor(asking)
      return words && [...examplesOf(key), ...words]
    }
    case 'numbers':
      return distinctNumbers(values)
    case 'dates':
      return distinctDates(values)
    case 'addresses':
      return distinctAddresses(asking.map((test) => addressSet(test.values)))
    case 'truth':
      return ['true', 'false', ...values]
    default:
      return examplesOf(key)
  }
}

function wordsFor(tests: readonly Test[]): readonly string[] | undefined {
  if (!tests.some(hasWildcards)) {
    const exact = new Set(tests.flatMap(wordsOf))
    const other = ['another', 'something-else', 'yet-another'].find((word) => !exact.has(word))
    return [...exact, ...(other ? [other] : [])]
  }
  return distinctWords(tests.flatMap(globsOf))()
}

function hasWildcards({ operator, values }: Test): boolean {
  return operator.wildcards && values.some((value) => /[*?]/.test(value))
}

function ignoresCase({ base }: Operator): boolean {
  return base.endsWith('IgnoreCase')
}

function wordsOf({ operator, values }: Test): readonly string[] {
  return ignoresCase(operator) ? values.flatMap((value) => [value, otherCase(value)]) : values
}

/** The patterns of one test, of which any has to match; what ignores the case is told apart word by word. */
function globsOf(test: Test): Glob[][] {
  const { operator, values } = test
  if (ignoresCase(operator)) return wordsOf(test).map((word) => [plainGlobOf(word)])
  const glob = !operator.wildcards ? plainGlobOf : operator.type === 'arn' ? arnGlobOf : globOf
  return [
    values.flatMap((value) => {
      const found = glob(value)
      return found ? [found] : []
    }),
  ]
}

/** The same word to a test that ignores case, and another to one that does not. */
function otherCase(word: string): string {
  const upper = word.toUpperCase()
  return upper === word ? word.toLowerCase() : upper
}
