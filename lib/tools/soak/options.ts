import { parseArgs } from 'node:util'

/** The options from the command line. Throws with a message for the person who typed them. */
export function readOptions(args: string[]): { minutes: number } {
  const { values } = parseArgs({ args, options: { minutes: { type: 'string', default: '10' } } })
  const minutes = Number(values.minutes)
  if (!(minutes >= 0.5 && minutes <= 60)) throw new Error('--minutes must be a number from 0.5 to 60.')
  return { minutes }
}
