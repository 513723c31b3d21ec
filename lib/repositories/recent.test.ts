import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseRecent, recentKey, withVisit } from './recent'

function repository(name: string, region = 'us-west-2') {
  return { account: '252775557553', region, name }
}

describe('the repositories opened last', () => {
  it('are newest first, each once, whatever the registry', () => {
    let kept: string | null = null
    for (const each of [repository('cwp/a'), repository('cwp/b'), repository('cwp/a', 'eu-central-1')])
      kept = withVisit(kept, each)
    expect(parseRecent(withVisit(kept, repository('cwp/b')))).toEqual([
      repository('cwp/b'),
      repository('cwp/a', 'eu-central-1'),
      repository('cwp/a'),
    ])
  })

  it('are limited to eight', () => {
    let kept: string | null = null
    for (let each = 1; each <= 12; each += 1) kept = withVisit(kept, repository(`cwp/r${each}`))
    expect(parseRecent(kept).map(({ name }) => name)).toEqual(
      [12, 11, 10, 9, 8, 7, 6, 5].map((each) => `cwp/r${each}`),
    )
  })

  it('are separate for each person', () => {
    expect(recentKey('a')).not.toBe(recentKey('b'))
  })

  it('are empty without storage, and ignore invalid entries', () => {
    expect(parseRecent(null)).toEqual([])
    expect(parseRecent('\nnonsense\narn:aws:ecr:us-west-2:252775557553:repository/cwp/a\n{}')).toEqual([
      repository('cwp/a'),
    ])
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => void parseRecent(text)))
  })
})
