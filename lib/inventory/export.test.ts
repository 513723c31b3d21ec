import { describe, expect, it } from 'vitest'
import { exportResponse } from '@/lib/http/export-lines'
import type { Repository } from '@/lib/repositories/model'
import { parseCsv } from '@/lib/testing/parse-csv'
import { EXPORT_COLUMNS, toExportRows } from './export'
import { filterOf } from './filter'
import { findRepositories } from './find-repositories'
import { parseQuery } from './query'
import { repositoriesOf, search } from './search'
import { accounts, indexesOf, repository } from './test-inventory'

const DEV = { account: '252775557553', region: 'us-west-2' }
const PROD = { account: '872569379934', region: 'us-west-2' }

async function exported(format: 'csv' | 'json', repositories: Iterable<Repository>): Promise<string> {
  const rows = toExportRows(repositories, accounts)
  return exportResponse(format, 'repositories', EXPORT_COLUMNS, rows).text()
}

describe('the export', () => {
  const all = Array.from({ length: 170 }, (_, at) =>
    repository(at % 2 ? DEV : PROD, `${at % 3 ? 'cwp' : 'hpid'}/name-${at}`, {
      createdAt: at % 7 ? at : undefined,
      scanOnPush: at % 5 === 0,
    }),
  )
  const indexes = indexesOf(all)

  it.each([
    {},
    { q: 'cwp name' },
    { q: 'org:hpid', sort: 'newest' },
    { account: PROD.account },
    { q: 'none' },
  ])('is exactly what the list shows for %o over all its pages, in its order', async (parameters) => {
    const given: Record<string, string> = Object.fromEntries(Object.entries(parameters))
    const query = parseQuery(given)
    const matches = search(indexes, filterOf(query, accounts))
    const found = () => repositoriesOf(matches.inOrder(query.sort))
    const [header, ...rows] = parseCsv(await exported('csv', found()))
    const { pages } = findRepositories(indexes, accounts, query)
    const listed = Array.from({ length: pages }, (_, at) => at + 1).flatMap((page) =>
      findRepositories(indexes, accounts, { ...query, page }).groups.flatMap(({ name, rows }) =>
        rows.map(({ account, region }) => [name, account, region]),
      ),
    )
    expect(header?.slice(0, 4)).toEqual(['name', 'account', 'accountName', 'region'])
    expect(rows.map(([name, account, , region]) => [name, account, region])).toEqual(listed)
    const json = JSON.parse(await exported('json', found()))
    expect(
      json.map((each: { name: string; account: string; region: string }) => [
        each.name,
        each.account,
        each.region,
      ]),
    ).toEqual(listed)
  })

  it('keeps leading zeros of account IDs', async () => {
    const strange = [repository({ account: '012345678901', region: 'us-west-2' }, 'x1')]
    expect(await exported('csv', strange)).toMatch(/\r\nx1,012345678901,,us-west-2,012345678901\.dkr\./)
    expect(JSON.parse(await exported('json', strange))[0].account).toBe('012345678901')
  })

  it('has the columns that people ask for', async () => {
    const one = [repository(PROD, 'cwp/log', { createdAt: 0, mutability: 'IMMUTABLE', scanOnPush: true })]
    expect(await exported('csv', one)).toBe(
      [
        'name,account,accountName,region,uri,arn,createdAt,tagMutability,scanOnPush,encryption\r\n',
        'cwp/log,872569379934,hp-id-prod,us-west-2,872569379934.dkr.ecr.us-west-2.amazonaws.com/cwp/log,arn:aws:ecr:us-west-2:872569379934:repository/cwp/log,1970-01-01T00:00:00.000Z,IMMUTABLE,true,AES256\r\n',
      ].join(''),
    )
    expect(JSON.parse(await exported('json', one))).toMatchObject([
      { name: 'cwp/log', accountName: 'hp-id-prod', tagMutability: 'IMMUTABLE', scanOnPush: true },
    ])
  })

  it('without rows is a header, or an empty list', async () => {
    expect(parseCsv(await exported('csv', []))).toHaveLength(1)
    expect(JSON.parse(await exported('json', []))).toEqual([])
  })
})
