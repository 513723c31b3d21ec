import 'server-only'
import { setImmediate } from 'node:timers/promises'
import type { Steps } from '@/lib/policy/prove/steps'

/** Runs the steps one by one and serves other requests in between. */
export async function inTurns<T>(steps: Steps<T>): Promise<T> {
  for (;;) {
    const step = steps.next()
    if (step.done) return step.value
    await setImmediate()
  }
}
