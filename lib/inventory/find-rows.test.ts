import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { findRows, RANK } from './find-rows'
import { nameAt } from './registry-index'
import { indexOf, repository } from './test-inventory'

const OREGON = { account: '111111111111', region: 'us-west-2' }

function ranksOf(names: readonly string[], words: readonly string[]): Record<string, number> {
  const index = indexOf(
    OREGON,
    names.map((name) => repository(OREGON, name)),
  )
  const { rows, ranks } = findRows(index, words)
  return Object.fromEntries(Array.from(rows, (row, hit) => [nameAt(index, row), ranks[hit] ?? -1]))
}

describe('the rows that hold the words', () => {
  it.each([
    ['log', RANK.exact],
    ['logger', RANK.start],
    ['cwp/logger', RANK.segment],
    ['cwp/my-logger', RANK.word],
    ['cwp/my_logger', RANK.word],
    ['cwp/my.logger', RANK.word],
    ['catalog', RANK.elsewhere],
  ])('%s has its rank', (name, rank) => {
    expect(ranksOf(['aaa', name, 'zzz'], ['log'])).toEqual({ [name]: rank })
  })

  it('are as good as the best place of a word', () => {
    expect(ranksOf(['catalog-log', 'catalog/log', 'catalog/my-log', 'my-log/log'], ['log'])).toEqual({
      'catalog-log': RANK.word,
      'catalog/log': RANK.segment,
      'catalog/my-log': RANK.word,
      'my-log/log': RANK.segment,
    })
  })

  it('are as good as the worst of several words', () => {
    expect(ranksOf(['cwp/log', 'cwp/my-log', 'xcwp/log'], ['cwp', 'log'])).toEqual({
      'cwp/log': RANK.segment,
      'cwp/my-log': RANK.word,
      'xcwp/log': RANK.elsewhere,
    })
  })

  it('are all rows when there are no words', () => {
    expect(Object.keys(ranksOf(['b1', 'a1'], []))).toEqual(['a1', 'b1'])
  })

  it('are the same whatever the order of the words', () => {
    const Word = fc.string({ unit: fc.constantFrom('a', 'b', '/', '-'), minLength: 1, maxLength: 3 })
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.string({ unit: fc.constantFrom('a', 'b', '/', '-'), minLength: 1, maxLength: 8 })),
        fc.array(Word, { maxLength: 3 }),
        (names, words) => {
          expect(ranksOf(names, [...words].reverse())).toEqual(ranksOf(names, words))
        },
      ),
    )
  })
})
