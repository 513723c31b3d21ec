import 'server-only'
import { setTimeout as pause } from 'node:timers/promises'
import { config } from '@/lib/config/config'
import { closeDb } from '@/lib/db/db'
import { leaveInventory } from '@/lib/inventory/get-inventory'
import { countUnfinished, untilAllFinished } from '@/lib/runtime/in-flight'
import { log, logFailure } from '@/lib/runtime/log'
import { beginStopping } from '@/lib/runtime/stopping'
import { stopListening } from './watch-requests'

/** As long as a write to AWS may take. With what comes before and after, but without the drain, it is less than 25 seconds. */
const PATIENCE_MS = 20_000
const CLOSE_MS = 2000

/** A terminal sends Ctrl+C to all processes, and their parents pass it on: what comes at once is the same signal. */
const SAME_SIGNAL_MS = 1000

/**
 * Ends the process in order when it is told to: first it says that it is not ready, while it still serves; then it takes
 * nothing new, and what is under way ends. A second signal ends it at once.
 */
export function shutDownWhenTold(): void {
  // The development server has more to end than this.
  if (config().development) return
  // Next's own listeners wait without an end, close no database, and leave with the code of a failure.
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.removeAllListeners(signal).on(signal, tell)
}

let toldAt: number | undefined

function tell(signal: NodeJS.Signals): void {
  if (toldAt === undefined) {
    toldAt = performance.now()
    void shutDown(signal)
  } else if (performance.now() - toldAt > SAME_SIGNAL_MS) {
    log.warn({ signal, unfinished: countUnfinished() }, 'told to stop once more, so it stops at once')
    process.exit(1)
  }
}

async function shutDown(signal: NodeJS.Signals): Promise<void> {
  log.info({ signal }, 'told to stop')
  beginStopping()
  await within(CLOSE_MS, logFailure(leaveInventory(), 'what is being read was not left to the others'))
  await pause(config().drainSeconds * 1000)
  stopListening()
  await within(PATIENCE_MS, untilAllFinished())
  const unfinished = countUnfinished()
  if (unfinished > 0) log.warn({ unfinished }, 'stopped before everything had ended')
  await within(CLOSE_MS, logFailure(closeDb(), 'the database was not closed'))
  log.info('stopped')
  process.exit(0)
}

async function within(ms: number, work: Promise<unknown>): Promise<void> {
  await Promise.race([work, pause(ms)])
}
