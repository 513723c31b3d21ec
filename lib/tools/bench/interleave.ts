import { median } from './median'

export type Figures = { portal: number; reference: number }

/** One measurement of one side. Both sides of a round get the same number, counted from 0. */
export type Side = (round: number) => number | Promise<number>

/**
 * The medians of both sides, measured in turns, A B A B …, so that whatever else the machine does meets both alike.
 * The rounds of the warm-up come first and do not count.
 */
export async function interleave(
  { rounds, warmUp = 0 }: { rounds: number; warmUp?: number },
  sides: { portal: Side; reference: Side },
): Promise<Figures> {
  const portal: number[] = []
  const reference: number[] = []
  for (let round = 0; round < warmUp + rounds; round++) {
    const one = await sides.portal(round)
    const other = await sides.reference(round)
    if (round < warmUp) continue
    portal.push(one)
    reference.push(other)
  }
  return { portal: median(portal), reference: median(reference) }
}
