import { describe, expect, it } from 'vitest'
import type { ReadFailure } from '@/lib/errors/read-failure'
import { freshnessOf, type RegistryState, type RegistryStatus, stateOf } from './model'

const REGISTRY = { account: '111111111111', region: 'us-west-2' }
const NOW = 100 * 60_000

function failure(code: ReadFailure['code']): ReadFailure {
  return { code, message: 'why', at: NOW }
}

describe('the state of a registry', () => {
  it.each<[RegistryState, Omit<RegistryStatus, 'registry'>]>([
    ['unread', { repositories: 0 }],
    ['unread', { repositories: 0, reading: { pages: 0, repositories: 0 } }],
    ['unread', { repositories: 0, reading: 'elsewhere' }],
    ['incomplete', { repositories: 5, reading: { pages: 1, repositories: 5 } }],
    ['incomplete', { repositories: 5, failure: failure('aws-unavailable') }],
    ['fresh', { repositories: 0, readAt: NOW }],
    ['fresh', { repositories: 5, readAt: NOW - 15 * 60_000 }],
    ['stale', { repositories: 5, readAt: NOW - 15 * 60_000 - 1 }],
    ['stale', { repositories: 5, readAt: 1, reading: { pages: 1, repositories: 5 } }],
    ['denied', { repositories: 0, failure: failure('aws-denied') }],
    ['denied', { repositories: 5, readAt: NOW, failure: failure('aws-denied') }],
    ['throttled', { repositories: 5, readAt: NOW, failure: failure('throttled') }],
    ['unreachable', { repositories: 5, readAt: NOW, failure: failure('aws-unavailable') }],
    ['failed', { repositories: 5, readAt: NOW, failure: failure('unexpected') }],
    ['failed', { repositories: 0, failure: failure('not-found') }],
  ])('is %s for %o', (state, status) => {
    expect(stateOf({ registry: REGISTRY, ...status }, NOW)).toBe(state)
  })
})

describe('how current everything is', () => {
  it.each<[string, Omit<RegistryStatus, 'registry'>[], ReturnType<typeof freshnessOf>]>([
    ['nothing was ever read', [{ repositories: 0 }], { isBeingRead: false }],
    [
      'the oldest copy counts',
      [{ repositories: 5, readAt: 9 }, { repositories: 5, readAt: 4 }, { repositories: 0 }],
      { asOf: 4, isBeingRead: false },
    ],
    [
      'one is being read by another process',
      [
        { repositories: 5, readAt: 9 },
        { repositories: 5, reading: 'elsewhere' },
      ],
      { asOf: 9, isBeingRead: true },
    ],
  ])('%s', (_, statuses, freshness) => {
    expect(freshnessOf(statuses.map((status) => ({ registry: REGISTRY, ...status })))).toEqual(freshness)
  })
})
