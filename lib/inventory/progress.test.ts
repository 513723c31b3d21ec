import { describe, expect, it } from 'vitest'
import { progressOf } from './progress'

const OREGON = { account: '111111111111', region: 'us-west-2' }

describe('the progress of all readings', () => {
  it('adds up what is being read, also elsewhere, and nothing that is not', () => {
    expect(
      progressOf([
        { registry: OREGON, repositories: 100, readAt: 1 },
        { registry: OREGON, repositories: 7, reading: { pages: 2, repositories: 2000 } },
        { registry: OREGON, repositories: 7, readAt: 1, reading: { pages: 1, repositories: 3 } },
        { registry: OREGON, repositories: 0, reading: 'elsewhere' },
      ]),
    ).toEqual({ pages: 3, repositories: 2003, reading: 3, registries: 4 })
  })

  it('of no registries is none', () => {
    expect(progressOf([])).toEqual({ pages: 0, repositories: 0, reading: 0, registries: 0 })
  })
})
