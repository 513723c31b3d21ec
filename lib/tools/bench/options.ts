import { parseArgs } from 'node:util'
import { GOALS, type RowId } from './goals'

export type Options = { json: boolean; only: readonly RowId[] }

/** What was asked for on the command line. Throws, for the person who typed it, when there is no such thing. */
export function readOptions(args: string[]): Options {
  const { values } = parseArgs({ args, options: { json: { type: 'boolean' }, only: { type: 'string' } } })
  const all: RowId[] = GOALS.map(({ id }) => id)
  const wanted = values.only?.split(',').map((id) => id.trim().toUpperCase())
  const unknown = wanted?.filter((id) => !all.some((known) => known === id)) ?? []
  if (unknown.length > 0)
    throw new Error(`There is no row ${unknown.join(', ')}. The rows are ${all.join(', ')}.`)
  return { json: values.json ?? false, only: all.filter((id) => !wanted || wanted.includes(id)) }
}
