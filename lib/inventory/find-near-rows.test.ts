import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { findNearRows } from './find-near-rows'
import { nameAt } from './registry-index'
import { indexOf, repository } from './test-inventory'

const OREGON = { account: '111111111111', region: 'us-west-2' }

function near(names: readonly string[], words: readonly string[]): string[] {
  const index = indexOf(
    OREGON,
    names.map((name) => repository(OREGON, name)),
  )
  return findNearRows(index, words).map((row) => nameAt(index, row))
}

/** Every way to type a text with one error: a character too many, too few, wrong, or two neighbours swapped. */
const ERRORS: Record<string, (text: string, at: number, character: string) => string> = {
  insert: (text, at, character) => text.slice(0, at) + character + text.slice(at),
  delete: (text, at) => text.slice(0, at) + text.slice(at + 1),
  replace: (text, at, character) => text.slice(0, at) + character + text.slice(at + 1),
  swap: (text, at) =>
    text.slice(0, at) + text.slice(at + 1, at + 2) + text.slice(at, at + 1) + text.slice(at + 2),
}

/** By looking at each name for the word with every possible error in it. `?` stands for any character. */
function isNear(name: string, word: string): boolean {
  const places = Array.from({ length: word.length + 1 }, (_, at) => at)
  const patterns = places.flatMap((at) => Object.values(ERRORS).map((wrong) => wrong(word, at, '?')))
  return patterns.some((pattern) =>
    Array.from({ length: name.length - pattern.length + 1 }, (_, at) => at).some((at) =>
      [...pattern].every((character, next) => character === '?' || character === name[at + next]),
    ),
  )
}

const Name = fc.string({ unit: fc.constantFrom('a', 'b', 'c', '/', '-'), minLength: 1, maxLength: 12 })
const Names = fc.uniqueArray(Name, { minLength: 1, maxLength: 150 })

describe('the rows that hold the words but for one typing error', () => {
  it.each(Object.entries(ERRORS))('are found after every possible %s', (_kind, wrong) => {
    const name = 'cwp/fluentd'
    for (let at = 0; at < name.length; at += 1)
      for (const character of 'xcf/') {
        const typed = wrong(name, at, character)
        expect({ typed, found: near(['cwp/catalog', name, 'zzz'], [typed]) }).toEqual({
          typed,
          found: [name],
        })
      }
  })

  it('are exactly those that a look at each name finds, by name', () => {
    fc.assert(
      fc.property(
        Names,
        fc.string({ unit: fc.constantFrom('a', 'b', 'c', '/', '-'), minLength: 4, maxLength: 8 }),
        (names, word) => {
          const wanted = names.filter((name) => isNear(name, word)).sort()
          expect(near(names, [word])).toEqual(wanted)
        },
      ),
      { numRuns: 300 },
    )
  })

  it('are found for a part of a name too, in any of many blocks', () => {
    const names = Array.from({ length: 500 }, (_, at) => `cwp/service-${String(at).padStart(3, '0')}-worker`)
    expect(near(names, ['service-437-wroker'])).toEqual(['cwp/service-437-worker'])
  })

  it('hold the other words as they are', () => {
    const names = ['cwp/fluentd', 'hpid/fluentd', 'cwp/other']
    expect(near(names, ['cwp', 'fluetnd'])).toEqual(['cwp/fluentd'])
    expect(near(names, ['flunetd', 'cpw/'])).toEqual([])
  })

  it('are none for a word of three characters, of which an error would make nearly anything', () => {
    expect(near(['log', 'cwp/log', 'lag'], ['lgo'])).toEqual([])
  })
})
