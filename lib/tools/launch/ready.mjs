// @ts-check
import { setTimeout as pause } from 'node:timers/promises'
import { LaunchFailure } from './failure.mjs'

/**
 * Waits until something answers at the address, whatever it answers.
 * @type {(name: string, url: string, stopping: AbortSignal, limitMs?: number) => Promise<void>}
 */
export async function waitUntilAnswers(name, url, stopping, limitMs = 60_000) {
  const limit = AbortSignal.timeout(limitMs)
  while (!stopping.aborted) {
    if (limit.aborted)
      throw new LaunchFailure(`${name} did not answer on ${url} within ${limitMs / 1000} seconds.`)
    try {
      await fetch(url, { signal: AbortSignal.any([stopping, limit]), redirect: 'manual' })
      return
    } catch {
      // Nothing listens there yet.
      await pause(50)
    }
  }
}
