import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { csvCell, streamOf, toCsv, toJson } from './export'
import { filterOf } from './filter'
import { findRepositories } from './find-repositories'
import { parseQuery } from './query'
import { repositoriesOf, search } from './search'
import { accounts, indexesOf, repository } from './test-inventory'

const DEV = { account: '252775557553', region: 'us-west-2' }
const PROD = { account: '872569379934', region: 'us-west-2' }

/** As RFC 4180 reads it. */
function parseCsv(text: string): string[][] {
  const rows: string[][] = []
  let row: string[] = []
  let at = 0
  while (at < text.length) {
    const [cell = '', quoted] = /^(?:"((?:[^"]|"")*)"|[^",\r\n]*)/.exec(text.slice(at)) ?? []
    row.push(quoted === undefined ? cell : quoted.replaceAll('""', '"'))
    at += cell.length
    if (text[at] === ',') at += 1
    else if (text.startsWith('\r\n', at)) {
      rows.push(row)
      row = []
      at += 2
    } else throw new Error(`${text.slice(at, at + 20)} is not RFC 4180`)
  }
  return rows
}

describe('a cell of the CSV', () => {
  it.each([
    ['plain', 'plain'],
    ['', ''],
    ['a,b', '"a,b"'],
    ['say "x"', '"say ""x"""'],
    ['two\r\nlines', '"two\r\nlines"'],
    ['=1+1', "'=1+1"],
    ['=HYPERLINK("x","y")', `"'=HYPERLINK(""x"",""y"")"`],
    ['+1', "'+1"],
    ['-1', "'-1"],
    ['@x', "'@x"],
    ['\t=1', "'\t=1"],
    ['\r=1', `"'\r=1"`],
    ['\n=1', `"'\n=1"`],
    ['a=1', 'a=1'],
    [true, 'true'],
    ['012345678901', '012345678901'],
  ])('of %j is quoted as RFC 4180 has it and starts no formula', (value, wanted) => {
    expect(csvCell(value)).toBe(wanted)
  })

  it('reads back as it was, but for the mark that keeps it from being a formula', () => {
    const Cell = fc.string({
      unit: fc.constantFrom('a', ',', '"', '\r', '\n', '=', '+', '-', '@', '\t', ' ', 'é'),
    })
    fc.assert(
      fc.property(fc.array(Cell, { minLength: 1 }), (cells) => {
        const [row = []] = parseCsv(`${cells.map(csvCell).join(',')}\r\n`)
        expect(row.map((cell) => cell.replace(/^'(?=[=+\-@\t\r\n])/, ''))).toEqual(cells)
        for (const cell of row) expect(cell).not.toMatch(/^[=+\-@\t\r\n]/)
      }),
    )
  })
})

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
  ])('is exactly what the list shows for %o over all its pages, in its order', (parameters) => {
    const given: Record<string, string> = Object.fromEntries(Object.entries(parameters))
    const query = parseQuery(given)
    const matches = search(indexes, filterOf(query, accounts))
    const [header, ...rows] = parseCsv(
      [...toCsv(repositoriesOf(matches.inOrder(query.sort)), accounts)].join(''),
    )
    const { pages } = findRepositories(indexes, accounts, query)
    const listed = Array.from({ length: pages }, (_, at) => at + 1).flatMap((page) =>
      findRepositories(indexes, accounts, { ...query, page }).groups.flatMap(({ name, rows }) =>
        rows.map(({ account, region }) => [name, account, region]),
      ),
    )
    expect(header?.slice(0, 4)).toEqual(['name', 'account', 'accountName', 'region'])
    expect(rows.map(([name, account, , region]) => [name, account, region])).toEqual(listed)
    const json = JSON.parse([...toJson(repositoriesOf(matches.inOrder(query.sort)), accounts)].join(''))
    expect(
      json.map((each: { name: string; account: string; region: string }) => [
        each.name,
        each.account,
        each.region,
      ]),
    ).toEqual(listed)
  })

  it('keeps leading zeros of account numbers', () => {
    const strange = [repository({ account: '012345678901', region: 'us-west-2' }, 'x1')]
    expect([...toCsv(strange, accounts)][1]).toMatch(/^x1,012345678901,,us-west-2,012345678901\.dkr\./)
    expect(JSON.parse([...toJson(strange, accounts)].join(''))[0].account).toBe('012345678901')
  })

  it('says of a repository what people ask for', () => {
    const one = [repository(PROD, 'cwp/log', { createdAt: 0, mutability: 'IMMUTABLE', scanOnPush: true })]
    expect([...toCsv(one, accounts)]).toEqual([
      'name,account,accountName,region,uri,arn,createdAt,tagMutability,scanOnPush,encryption\r\n',
      'cwp/log,872569379934,hp-id-prod,us-west-2,872569379934.dkr.ecr.us-west-2.amazonaws.com/cwp/log,arn:aws:ecr:us-west-2:872569379934:repository/cwp/log,1970-01-01T00:00:00.000Z,IMMUTABLE,true,AES256\r\n',
    ])
    expect(JSON.parse([...toJson(one, accounts)].join(''))).toMatchObject([
      { name: 'cwp/log', accountName: 'hp-id-prod', tagMutability: 'IMMUTABLE', scanOnPush: true },
    ])
  })

  it('of nothing is a header, or an empty list', () => {
    expect([...toCsv([], accounts)]).toHaveLength(1)
    expect(JSON.parse([...toJson([], accounts)].join(''))).toEqual([])
  })

  it.each([0, 1, 170, 5000])('streams all of %i lines, whatever their characters', async (count) => {
    const lines = Array.from({ length: count }, (_, at) => `${at} é😀 ${'x'.repeat(40)}\r\n`)
    function* generated() {
      yield* lines
    }
    expect(await new Response(streamOf(generated())).text()).toBe(lines.join(''))
  })

  it('makes no more lines than its reader takes', async () => {
    let made = 0
    function* endless() {
      for (;;) {
        made += 1
        yield 'x'.repeat(1000)
      }
    }
    const reader = streamOf(endless()).getReader()
    await reader.read()
    await reader.cancel()
    expect(made).toBeLessThan(1000)
  })
})
