import 'server-only'
import { log } from '@/lib/runtime/log'
import { metrics } from '@/lib/runtime/metrics'
import { outcomeOf } from './errors'

/** Measures a call to AWS, however it ends, and logs why it failed. “Not found” counts as an answer. */
export async function measured<T>(operation: string, call: () => Promise<T>): Promise<T> {
  const end = metrics.awsCalls.startTimer({ operation })
  try {
    const result = await call()
    end({ outcome: 'ok' })
    return result
  } catch (error) {
    const outcome = outcomeOf(error)
    end({ outcome })
    if (outcome !== 'not-found')
      log.warn({ operation, outcome, err: error }, 'AWS did not do what it was asked')
    throw error
  }
}
