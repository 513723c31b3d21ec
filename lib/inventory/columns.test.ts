import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Repository } from '@/lib/repositories/model'
import { countOf, fromStored, sameColumns, toColumns, toStored } from './columns'
import { indexRegistry, repositoriesIn } from './registry-index'
import { repository } from './test-inventory'

const OREGON = { account: '012345678901', region: 'us-west-2' }

const Repositories = fc.array(
  fc
    .record({
      name: fc.stringMatching(/^[a-z0-9]([a-z0-9._/-]{0,12}[a-z0-9])?$/),
      createdAt: fc.option(fc.integer({ min: 0, max: 4e12 }), { nil: undefined }),
      mutability: fc.constantFrom('MUTABLE', 'IMMUTABLE', 'IMMUTABLE_WITH_EXCLUSION', 'ONE_OF_TOMORROW'),
      mutabilityExclusions: fc.array(fc.stringMatching(/^[a-z*]{1,4}$/), { maxLength: 3 }),
      scanOnPush: fc.boolean(),
      encryption: fc.constantFrom('AES256', 'KMS'),
      kmsKey: fc.option(fc.constantFrom('arn:aws:kms:eu-central-1:012345678901:key/1', 'alias/x'), {
        nil: undefined,
      }),
    })
    .map((settings): Repository => ({ ...OREGON, ...settings })),
  { maxLength: 200 },
)

function sorted(repositories: readonly Repository[]): Repository[] {
  const byName = new Map(repositories.map((each) => [each.name, each]))
  return [...byName.values()].sort((a, b) => (a.name < b.name ? -1 : 1))
}

describe('the columns of a registry', () => {
  it('give back every repository as it was, by name, the later one of two of a name', () => {
    fc.assert(
      fc.property(Repositories, (repositories) => {
        const columns = toColumns(repositories)
        const wanted = sorted(repositories)
        expect(countOf(columns)).toBe(wanted.length)
        expect([...repositoriesIn(indexRegistry(OREGON, columns))]).toEqual(wanted)
      }),
    )
  })

  it('survive being stored as JSON without a loss', () => {
    fc.assert(
      fc.property(Repositories, (repositories) => {
        const columns = toColumns(repositories)
        const stored = fromStored(JSON.parse(JSON.stringify(toStored(columns))))
        expect(sameColumns(stored, columns)).toBe(true)
        expect([...repositoriesIn(indexRegistry(OREGON, stored))]).toEqual(sorted(repositories))
      }),
    )
  })

  it('are the same whatever the order in which the repositories came', () => {
    fc.assert(
      fc.property(Repositories, (repositories) => {
        const once = sorted(repositories)
        expect(sameColumns(toColumns([...once].reverse()), toColumns(once))).toBe(true)
      }),
    )
  })

  it.each<[string, Partial<Repository> & { name?: string }]>([
    ['name', { name: 'b1' }],
    ['age', { createdAt: 2 }],
    ['missing age', { createdAt: undefined }],
    ['mutability', { mutability: 'IMMUTABLE' }],
    ['exclusions', { mutabilityExclusions: ['latest'] }],
    ['scan', { scanOnPush: true }],
    ['encryption', { encryption: 'KMS' }],
    ['key', { kmsKey: 'alias/x' }],
  ])('differ by a different %s', (_what, changes) => {
    const before = [repository(OREGON, 'a1')]
    const after = [repository(OREGON, 'a1', changes)]
    expect(sameColumns(toColumns(before), toColumns(before))).toBe(true)
    expect(sameColumns(toColumns(before), toColumns(after))).toBe(false)
  })

  it('keep each combination of settings once', () => {
    const many = Array.from({ length: 500 }, (_, at) =>
      repository(OREGON, `n${at}`, { scanOnPush: at % 2 === 0 }),
    )
    expect(toColumns(many).settings).toHaveLength(2)
  })
})
