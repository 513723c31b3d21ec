import { setTimeout as pause } from 'node:timers/promises'
import { residentMegabytes } from '@/lib/tools/bench/portal-memory'
import type { Stage } from './stage'

const EVERY_MS = 2000

/** How much a process may grow after its warm-up. */
export const MOST_GROWTH_MB = 60

export type Memory = { warmMb: number; endMb: number }

/**
 * The memory of the portal that is never killed, in the second and in the last third of the run. Each figure is the
 * minimum, because garbage comes and goes.
 */
export async function watchMemory(stage: Stage, until: AbortSignal): Promise<Memory> {
  const [steady] = stage.portals
  const seen: number[] = []
  while (!until.aborted) {
    const megabytes = await residentMegabytes(stage.processes, steady.pid())
    if (megabytes) seen.push(megabytes)
    await pause(EVERY_MS)
  }
  const third = Math.floor(seen.length / 3)
  return { warmMb: Math.min(...seen.slice(third, 2 * third)), endMb: Math.min(...seen.slice(2 * third)) }
}
