import { expect, test } from 'vitest'
import { readSources } from './sources'

const LONGEST_FILE = 250
const LONGEST_FUNCTION = 100

/** What is longer all the same, and why. A file goes by its path, a function by that and its name. */
const REASONS: Record<string, string> = {
  'components/repositories/repository-search.tsx RepositorySearch':
    'form, address and answer follow each other through the same refs',
  'lib/inventory/store.ts openStore': 'one object whose short methods share the database',
  'lib/sessions/sessions.ts createSessions':
    'one object whose short methods share the cache and the provider',
  'lib/tools/soak/load.ts load': 'everything that its visitors do counts in one ledger',
}

test('no file and no function is too long without a reason', () => {
  const long = [...readSources().values()].flatMap(({ path, text }) => {
    const lines = text.trimEnd().split('\n')
    const functions = lengthsOfFunctions(lines).filter(({ length }) => length > LONGEST_FUNCTION)
    return [...(lines.length > LONGEST_FILE ? [path] : []), ...functions.map(({ name }) => `${path} ${name}`)]
  })
  expect(long.sort()).toEqual(Object.keys(REASONS).sort())
})

/** The formatter closes a function with a brace in the column in which it began. */
function lengthsOfFunctions(lines: readonly string[]): { name: string; length: number }[] {
  return lines.flatMap((line, start) => {
    const [, indent, name] =
      /^( *)(?:export )?(?:default )?(?:async )?function\*? (\w+)/.exec(line) ??
      /^( *)(?:export )?const (\w+) = .*=> \{$/.exec(line) ??
      []
    if (indent === undefined || name === undefined) return []
    return { name, length: lines.slice(start).indexOf(`${indent}}`) + 1 }
  })
}
