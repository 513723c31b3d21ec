import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Found, findRepositories, ROWS_PER_PAGE } from './find-repositories'
import { parseQuery } from './query'
import { accounts, indexesOf, repository } from './test-inventory'

const DEV = { account: '252775557553', region: 'us-west-2' }
const PROD = { account: '872569379934', region: 'us-west-2' }
const CCP = { account: '957591566260', region: 'eu-central-1' }

const indexes = indexesOf([
  repository(CCP, 'cwp/log', { createdAt: undefined }),
  repository(PROD, 'cwp/log', { mutability: 'IMMUTABLE', createdAt: 7 }),
  repository(DEV, 'cwp/log'),
  repository(DEV, 'log'),
  repository(DEV, 'cwp/catalog', { createdAt: 5 }),
  repository(DEV, 'hpid/fluentd'),
])

function find(parameters: Record<string, string>): Found {
  return findRepositories(indexes, accounts, parseQuery(parameters))
}

function namesOf(groups: Found['groups']): string[] {
  return groups.map(({ name }) => name)
}

describe('a page of what was found', () => {
  it('groups one name with a row for each registry, in the order of the accounts file', () => {
    expect(find({ q: 'cwp/log' })).toMatchObject({
      groups: [
        {
          name: 'cwp/log',
          rows: [
            { ...DEV, mutability: 'MUTABLE', createdAt: 0 },
            { ...PROD, mutability: 'IMMUTABLE', createdAt: 7 },
            { ...CCP, mutability: 'MUTABLE' },
          ],
        },
      ],
      repositories: 3,
      registries: 3,
    })
  })

  it('doesn’t show an age that ECR didn’t give', () => {
    const [group] = find({ q: 'cwp/log', account: CCP.account }).groups
    expect(group?.rows).toEqual([{ ...CCP, mutability: 'MUTABLE' }])
  })

  it('has the newest first when asked to', () => {
    expect(namesOf(find({ sort: 'newest' }).groups)[0]).toBe('cwp/log')
    expect(namesOf(find({ sort: 'newest', account: DEV.account }).groups)[0]).toBe('cwp/catalog')
  })

  it('beyond the last is the last', () => {
    const many = indexesOf(Array.from({ length: 120 }, (_, at) => repository(DEV, `n${at}`)))
    const last = findRepositories(many, accounts, parseQuery({ page: '999' }))
    expect(last).toMatchObject({ page: 3, pages: 3, repositories: 120 })
    expect(last.groups).toHaveLength(120 - 2 * ROWS_PER_PAGE)
  })

  it('of an empty result is the first of one', () => {
    expect(find({ q: 'nothing-like-it', page: '7' })).toMatchObject({
      groups: [],
      repositories: 0,
      registries: 0,
      page: 1,
      pages: 1,
    })
    expect(findRepositories([], accounts, parseQuery({}))).toMatchObject({ repositories: 0, pages: 1 })
  })

  it('continues the one before it, so that all pages together are everything once', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 170 }), fc.constantFrom('relevance', 'newest'), (count, sort) => {
        const all = Array.from({ length: count }, (_, at) =>
          repository(at % 2 ? DEV : PROD, `n${at >> 1}`, { createdAt: at % 5 }),
        )
        const many = indexesOf(all)
        const { pages } = findRepositories(many, accounts, parseQuery({ sort }))
        const rows = Array.from({ length: pages }, (_, at) => at + 1).flatMap((page) =>
          findRepositories(many, accounts, parseQuery({ sort, page: `${page}` })).groups.flatMap(
            ({ name, rows }) => rows.map(({ account }) => `${account} ${name}`),
          ),
        )
        expect(new Set(rows)).toEqual(new Set(all.map(({ account, name }) => `${account} ${name}`)))
        expect(rows).toHaveLength(count)
      }),
      { numRuns: 30 },
    )
  })

  it('survives being sent to the browser as JSON', () => {
    const found = find({})
    expect(JSON.parse(JSON.stringify(found))).toEqual(found)
  })
})

describe('names that are near', () => {
  it('are offered if hardly anything matches exactly', () => {
    expect(find({ q: 'fluetnd' })).toMatchObject({
      groups: [],
      near: [{ name: 'hpid/fluentd', rows: [DEV] }],
    })
    expect(namesOf(find({ q: 'catalog' }).groups)).toEqual(['cwp/catalog'])
  })

  it('are shown with one or two exact hits, without repeating them', () => {
    const two = indexesOf([
      repository(DEV, 'fluentd'),
      repository(PROD, 'fluentd'),
      repository(DEV, 'flunetd'),
    ])
    const found = findRepositories(two, accounts, parseQuery({ q: 'fluentd' }))
    expect(namesOf(found.groups)).toEqual(['fluentd'])
    expect(namesOf(found.near)).toEqual(['flunetd'])
  })

  it('never dilute three hits or more', () => {
    const three = indexesOf([
      repository(DEV, 'fluentd'),
      repository(PROD, 'fluentd'),
      repository(CCP, 'fluentd'),
      repository(DEV, 'flunetd'),
    ])
    const found = findRepositories(three, accounts, parseQuery({ q: 'fluentd' }))
    expect(found.near).toEqual([])
    expect(namesOf(found.groups)).toEqual(['fluentd'])
  })

  it('respect the filters, and need a word and known filters', () => {
    expect(find({ q: 'fluetnd account:prod' }).near).toEqual([])
    expect(find({ q: 'org:nobody' }).near).toEqual([])
    expect(find({ q: 'fluetnd colour:red' })).toMatchObject({ near: [], unknown: ['colour:red'] })
  })

  it('are limited to ten', () => {
    const many = indexesOf(Array.from({ length: 40 }, (_, at) => repository(DEV, `fluentd-${at}`)))
    const { near } = findRepositories(many, accounts, parseQuery({ q: 'fluetnd' }))
    expect(near.flatMap(({ rows }) => rows)).toHaveLength(10)
  })
})
