import { readFileSync } from 'node:fs'
import { indexOf } from './inventory'

// Prints how many bytes the index of the rows in a file takes. A process of its own, with nothing else in its memory.

const [, , file = ''] = process.argv

function used(): number {
  if (!globalThis.gc) throw new Error('Start this with --expose-gc')
  for (let round = 0; round < 5; round++) globalThis.gc()
  const { heapUsed, external } = process.memoryUsage()
  return heapUsed + external
}

/** In a function of its own, so that nothing but the index is left of it. */
const build = () => indexOf(JSON.parse(readFileSync(file, 'utf8')))

// What building leaves behind for good, compiled code above all, is not the index.
build()
const before = used()
const index = build()
console.log(used() - before)
if (!index) throw new Error('There is no index')
