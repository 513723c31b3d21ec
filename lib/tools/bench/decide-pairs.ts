import { z } from 'zod'
import { typescript } from '@/lib/tools/launch/root.mjs'
import type { Fixture } from './fixture'
import type { Figures } from './interleave'
import { outputOf } from './processes'

const Printed = z.object({ portal: z.number(), reference: z.number() })

/** P30: whether one policy allows what another doesn’t, decided by the prover and by an SMT solver. */
export async function measurePairs({ processes }: Fixture): Promise<Figures> {
  const output = await outputOf(processes, process.execPath, [...typescript, 'lib/tools/prove/time-pairs.ts'])
  return Printed.parse(JSON.parse(output))
}
