import fc from 'fast-check'
import { decide } from '@/lib/policy/prove/decide'
import { elapsed } from '@/lib/tools/bench/elapsed'
import { median } from '@/lib/tools/bench/median'
import { question } from './pairs'
import { plainStatements } from './random-policies'
import { openSolver } from './solver-judge'

// Prints how long the prover and an SMT solver take to decide the same pairs of random policies, in milliseconds, as JSON.
// In a process of its own: the solver’s threads would keep whatever else runs there. In turns of a block each, so that what
// the solver leaves to be collected is not counted as the prover’s.
const BLOCK = 20
const WARM_UP = 15
const BLOCKS = 10
const TIMEOUT_MS = 20_000

const judge = await openSolver()
const pairs = fc.sample(fc.tuple(plainStatements, plainStatements), {
  numRuns: BLOCK * (WARM_UP + BLOCKS),
  seed: 1,
})
const portal: number[] = []
const reference: number[] = []
for (let at = 0; at < pairs.length; at += BLOCK) {
  const block = pairs.slice(at, at + BLOCK)
  for (const [one, other] of block) {
    const asked = question(one, other)
    portal.push(await elapsed(() => decide(asked)))
  }
  for (const [one, other] of block) reference.push(await elapsed(() => judge(one, other, TIMEOUT_MS)))
}
const counted = (times: number[]) => median(times.slice(BLOCK * WARM_UP))
console.log(JSON.stringify({ portal: counted(portal), reference: counted(reference) }))
process.exit()
