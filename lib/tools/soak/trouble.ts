import { setTimeout as pause } from 'node:timers/promises'
import type { Stage } from './stage'

/** In turn, with a quiet spell after each. */
const TROUBLES: object[][] = [
  [{ fault: 'throttle', times: 6 }],
  [{ fault: 'latency', latencyMs: 400 }],
  [{ fault: 'lost-answer', operation: 'SetRepositoryPolicy', times: 3 }],
  [{ fault: 'server-error', times: 6 }],
  [{ fault: 'connection-reset', times: 6 }],
  [{ fault: 'expired-token', times: 3 }],
  [{ fault: 'hang', operation: 'GetRepositoryPolicy', times: 1 }],
  [{ fault: 'lost-answer', operation: 'CreateRepository', times: 1 }],
  [{ fault: 'access-denied', operation: 'DescribeRepositories', times: 4 }],
]
const EACH_MS = 4000

export async function makeTrouble(stage: Stage, until: AbortSignal): Promise<void> {
  for (let round = 0; !until.aborted; round += 1) {
    await stage.meetOnly(...(TROUBLES[round % TROUBLES.length] ?? []))
    await pause(EACH_MS)
    await stage.meetOnly()
    await pause(EACH_MS)
  }
}
