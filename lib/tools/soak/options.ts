import { parseArgs } from 'node:util'

/** What was asked for on the command line. Throws, for the person who typed it, when there is no such thing. */
export function readOptions(args: string[]): { minutes: number } {
  const { values } = parseArgs({ args, options: { minutes: { type: 'string', default: '10' } } })
  const minutes = Number(values.minutes)
  if (!(minutes >= 0.5 && minutes <= 60)) throw new Error('--minutes is a number from 0.5 to 60.')
  return { minutes }
}
