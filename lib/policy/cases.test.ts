import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'

const FOLDER = new URL('./cases/', import.meta.url)
const Cases = z.array(z.looseObject({ name: z.string().min(1), source: z.string().min(1) }))

/** Every table of cases. A file that is an object has one expected result, and tables under their own names. */
const tables = readdirSync(FOLDER).flatMap((file): [string, unknown][] => {
  const held: unknown = JSON.parse(readFileSync(new URL(file, FOLDER), 'utf8'))
  return Array.isArray(held) ? [[file, held]] : []
})

describe('the cases', () => {
  it.each(tables)('in %s each have a unique name and a source', (_file, table) => {
    const names = Cases.parse(table).map(({ name }) => name)
    expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([])
  })

  it('of parsing, repairing, linting, evaluating and comparing are more than four hundred', () => {
    const counted = ['parse', 'repair', 'lint', 'evaluate', 'diff'].map((name) => {
      const [, table] = tables.find(([file]) => file === `${name}.json`) ?? []
      return Cases.parse(table).length
    })
    expect(counted.reduce((sum, count) => sum + count)).toBeGreaterThan(400)
    expect(Math.min(...counted)).toBeGreaterThan(20)
  })
})
