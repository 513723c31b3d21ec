import { describe, expect, it } from 'vitest'
import file from '@/lib/accounts/accounts.json'
import { AccountsFile, registriesOf } from '@/lib/accounts/model'
import type { Repository } from '@/lib/repositories/model'
import { csvCell, toCsv } from './export'
import { lookAlikes } from './look-alikes'
import type { RegistryCopy } from './model'
import { isFiltered, parseQuery, queryParameters } from './query'
import { resolveSearch } from './resolve'
import { findRepositories, ROWS_PER_PAGE } from './search'

const { accounts } = AccountsFile.parse(file)

function repository(
  account: string,
  region: string,
  name: string,
  changes: Partial<Repository> = {},
): Repository {
  return {
    account,
    region,
    name,
    createdAt: 0,
    mutability: 'MUTABLE',
    mutabilityExclusions: [],
    scanOnPush: false,
    encryption: 'AES256',
    kmsKey: undefined,
    ...changes,
  }
}

function copiesOf(repositories: Repository[]): RegistryCopy[] {
  return registriesOf(accounts).map((registry) => ({
    registry,
    repositories: repositories.filter(
      ({ account, region }) => account === registry.account && region === registry.region,
    ),
    readAt: 1,
    reading: false,
    failure: undefined,
  }))
}

const DEV = '252775557553'
const PROD = '872569379934'
const CCP = '957591566260'
const copies = copiesOf([
  repository(DEV, 'us-west-2', 'cwp/log'),
  repository(DEV, 'us-west-2', 'log'),
  repository(DEV, 'us-west-2', 'cwp/catalog', { createdAt: 5 }),
  repository(DEV, 'us-west-2', 'hpid/my-log', { scanOnPush: true }),
  repository(DEV, 'us-west-2', 'logger'),
  repository(PROD, 'us-west-2', 'cwp/log', { mutability: 'IMMUTABLE' }),
  repository(CCP, 'eu-central-1', 'cwp/log'),
])
const namesOf = (parameters: Record<string, string>) =>
  findRepositories(copies, accounts, parseQuery(parameters)).groups.map(({ name }) => name)

describe('the search', () => {
  it('ranks the name itself, its start, a part’s start, a word’s start, then anywhere', () => {
    expect(namesOf({ q: 'log' })).toEqual(['log', 'logger', 'cwp/log', 'hpid/my-log', 'cwp/catalog'])
  })

  it('is the same whatever the order in which registries arrived', () => {
    const query = parseQuery({ q: 'log' })
    expect(findRepositories([...copies].reverse(), accounts, query)).toEqual(
      findRepositories(copies, accounts, query),
    )
  })

  it('groups one name with a row for each registry, in the order of the accounts file', () => {
    const [group] = findRepositories(copies, accounts, parseQuery({ q: 'cwp/log' })).groups
    expect(group?.repositories.map(({ account }) => account)).toEqual([DEV, PROD, CCP])
  })

  it.each([
    [{ account: PROD }, ['cwp/log']],
    [{ region: 'eu-central-1' }, ['cwp/log']],
    [{ active: 'no' }, ['cwp/log']],
    [{ organisation: 'hpid' }, ['hpid/my-log']],
    [{ mutability: 'IMMUTABLE' }, ['cwp/log']],
    [{ scan: 'yes' }, ['hpid/my-log']],
    [{ q: 'CWP cat' }, ['cwp/catalog']],
    [{ q: '.*' }, []],
  ])('filters by %o', (parameters, names) => {
    expect(namesOf(parameters as Record<string, string>)).toEqual(names)
  })

  it('puts the newest first when asked to', () => {
    expect(namesOf({ sort: 'newest' })[0]).toBe('cwp/catalog')
  })

  it('takes nonsense in the address for what is default, and a page beyond the last for the last', () => {
    const query = parseQuery({ account: 'x', region: '../..', page: '-3', sort: 'evil', mutability: 'NEW' })
    expect(query).toEqual(parseQuery({}))
    expect(isFiltered(query)).toBe(false)
    const many = copiesOf(
      Array.from({ length: 120 }, (_, index) => repository(DEV, 'us-west-2', `n${index}`)),
    )
    const last = findRepositories(many, accounts, parseQuery({ page: '999' }))
    expect(last).toMatchObject({ page: 3, pages: 3, repositories: 120 })
    expect(last.groups).toHaveLength(120 - 2 * ROWS_PER_PAGE)
  })

  it('survives a text of 10,000 characters', () => {
    expect(namesOf({ q: 'x'.repeat(10_000) })).toEqual([])
  })

  it('keeps the filters but not the page when one of them changes', () => {
    const query = parseQuery({ q: 'log', page: '2', account: DEV })
    expect(queryParameters(query, { account: PROD })).toMatchObject({
      q: 'log',
      account: PROD,
      page: undefined,
    })
  })
})

describe('Enter in the search', () => {
  const resolve = (typed: string) => resolveSearch(copies, accounts, parseQuery({ q: typed }), typed)

  it('goes to the first hit', () => {
    expect(resolve('log')).toMatchObject({ account: DEV, name: 'log' })
    expect(resolve('nothing-like-it')).toBeUndefined()
    expect(resolve('')).toBeUndefined()
  })

  it('goes to a pasted reference, also one that the inventory does not know', () => {
    expect(resolve(`${PROD}.dkr.ecr.us-west-2.amazonaws.com/new/thing:1`)).toMatchObject({
      account: PROD,
      name: 'new/thing',
    })
  })

  it('looks an old console link up by region and name', () => {
    expect(
      resolve(
        'https://eu-central-1.console.aws.amazon.com/ecs/home?region=eu-central-1#/repositories/cwp:log',
      ),
    ).toMatchObject({
      account: CCP,
      name: 'cwp/log',
    })
  })
})

describe('look-alikes of a new name', () => {
  it.each([
    ['cwp/log', ['cwp/log', 'cwp/log', 'cwp/log']],
    ['cwp-log', ['cwp/log', 'cwp/log', 'cwp/log']],
    ['loger', ['logger']],
    ['something/else', []],
  ])('%s', (name, found) => {
    expect(lookAlikes(copies, name).map((repository) => repository.name)).toEqual(found)
  })
})

describe('the export', () => {
  it('quotes as RFC 4180 has it and starts no cell with a formula', () => {
    expect(csvCell('a,b')).toBe('"a,b"')
    expect(csvCell('say "x"')).toBe('"say ""x"""')
    expect(csvCell('=1+1')).toBe("'=1+1")
    expect(csvCell('@x')).toBe("'@x")
  })

  it('keeps leading zeros of account numbers', () => {
    const [, line] = [...toCsv([repository('012345678901', 'us-west-2', 'x1')], accounts)]
    expect(line).toContain('x1,012345678901,')
  })
})
