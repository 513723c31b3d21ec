import 'server-only'
import { setTimeout as pause } from 'node:timers/promises'
import { config } from '@/lib/config/config'
import { closeDb } from '@/lib/db/db'
import { leaveInventory } from '@/lib/inventory/get-inventory'
import { countInFlight, untilIdle } from '@/lib/runtime/in-flight'
import { log, logFailure } from '@/lib/runtime/log'
import { beginStopping } from '@/lib/runtime/stopping'
import { within } from '@/lib/runtime/timeout'
import { stopListening } from './watch-requests'

/** As long as a write to AWS may take. Everything but the drain takes less than 25 seconds in all. */
const PATIENCE_MS = 20_000
const CLOSE_MS = 2000

/** A terminal sends Ctrl+C to every process and their parents pass it on, so signals close together are one. */
const SAME_SIGNAL_MS = 1000

/**
 * Shuts the process down gracefully on SIGTERM or SIGINT: it reports that it is not ready while it still serves, then
 * accepts nothing new and finishes what is under way. A second signal stops it at once.
 */
export function shutDownOnSignal(): void {
  // The development server has its own.
  if (config().development) return
  // Next's own listeners wait forever, leave the database open and exit with an error.
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.removeAllListeners(signal).on(signal, onSignal)
}

let signalledAt: number | undefined

function onSignal(signal: NodeJS.Signals): void {
  if (signalledAt === undefined) {
    signalledAt = performance.now()
    void shutDown(signal)
  } else if (performance.now() - signalledAt > SAME_SIGNAL_MS) {
    log.warn({ signal, inFlight: countInFlight() }, 'stopping at once, after a second signal')
    process.exit(1)
  }
}

async function shutDown(signal: NodeJS.Signals): Promise<void> {
  log.info({ signal }, 'stopping')
  beginStopping()
  await within(CLOSE_MS, logFailure(leaveInventory(), 'the leases of this process were not released'))
  await pause(config().drainSeconds * 1000)
  stopListening()
  await within(PATIENCE_MS, untilIdle())
  const inFlight = countInFlight()
  if (inFlight > 0) log.warn({ inFlight }, 'stopped before all work had finished')
  await within(CLOSE_MS, logFailure(closeDb(), 'the database could not be closed'))
  log.info('stopped')
  process.exit(0)
}
