import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseCsv } from '@/lib/testing/parse-csv'
import { csvCell, exportResponse, streamOf } from './export-lines'

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
    [12, '12'],
    [null, ''],
    ['012345678901', '012345678901'],
  ])('of %j is quoted as RFC 4180 has it and starts no formula', (value, wanted) => {
    expect(csvCell(value)).toBe(wanted)
  })

  it('reads back unchanged, except for the mark that stops formulas', () => {
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

describe('an export', () => {
  it.each([0, 1, 170, 5000])('streams all of %i lines, whatever their characters', async (count) => {
    const lines = Array.from({ length: count }, (_, at) => `${at} é😀 ${'x'.repeat(40)}\r\n`)
    async function* generated() {
      yield* lines
    }
    expect(await new Response(streamOf(generated())).text()).toBe(lines.join(''))
  })

  it('generates lines only as fast as its reader takes them', async () => {
    let made = 0
    async function* endless() {
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

  it('is a file of its format, and of no other', () => {
    const { headers } = exportResponse('csv', 'things', [], [])
    expect(headers.get('content-type')).toBe('text/csv; charset=utf-8')
    expect(headers.get('content-disposition')).toBe('attachment; filename="things.csv"')
    expect(exportResponse('xml', 'things', [], []).status).toBe(404)
  })
})
